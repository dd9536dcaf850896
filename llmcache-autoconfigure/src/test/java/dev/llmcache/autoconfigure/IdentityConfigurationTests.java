package dev.llmcache.autoconfigure;

import java.util.List;

import dev.llmcache.Identity;
import dev.llmcache.identity.IdentitySources;
import dev.llmcache.identity.TenantResolver;
import dev.llmcache.identity.UserResolver;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.oauth2.core.ClaimAccessor;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.filter.reactive.ServerWebExchangeContextFilter;
import org.springframework.web.server.ServerWebExchange;

import static org.assertj.core.api.Assertions.assertThat;

class IdentityConfigurationTests {

	private static final String[] EVERYTHING = { "llmcache.identity.tenant.context-key=tenant",
			"llmcache.identity.tenant.claim=tid", "llmcache.identity.tenant.header=X-Tenant",
			"llmcache.identity.user.context-key=user", "llmcache.identity.user.claim=uid",
			"llmcache.identity.user.principal=true", "llmcache.identity.user.header=X-User" };

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LlmCacheAutoConfiguration.class))
		.withPropertyValues("llmcache.exact.enabled=false", "llmcache.semantic.enabled=false");

	@AfterEach
	void forget() {
		SecurityContextHolder.clearContext();
		RequestContextHolder.resetRequestAttributes();
	}

	@Test
	void placesThatAreNotConfiguredAreNotLookedAt() {
		this.runner.run((context) -> {
			workFor(jwt("acme", "alice", "sub"), request("globex", "bob"));
			assertThat(onThread(context)).isEqualTo(Identity.NONE);
			assertThat(inContext(context, everywhere())).isEqualTo(Identity.NONE);
		});
	}

	@Test
	void theReactorContextIsBeforeSpringSecurityAndThatBeforeTheRequest() {
		this.runner.withPropertyValues(EVERYTHING).run((context) -> {
			Context everywhere = everywhere();
			assertThat(inContext(context, everywhere)).isEqualTo(new Identity("initech", "carol"));
			assertThat(inContext(context, everywhere.delete("tenant").delete("user")))
				.isEqualTo(new Identity("acme", "alice"));
			assertThat(inContext(context, Context.of(ServerWebExchange.class, exchange("globex", "bob"))))
				.isEqualTo(new Identity("globex", "bob"));
		});
	}

	@Test
	void onAThreadSpringSecurityIsBeforeTheRequest() {
		this.runner.withPropertyValues(EVERYTHING).run((context) -> {
			workFor(jwt("acme", "alice", "sub"), request("globex", "bob"));
			assertThat(onThread(context)).isEqualTo(new Identity("acme", "alice"));
			workFor(null, request("globex", "bob"));
			assertThat(onThread(context)).isEqualTo(new Identity("globex", "bob"));
		});
	}

	@Test
	void thePrincipalsNameIsForWhomHasNoSuchClaim() {
		this.runner.withPropertyValues(EVERYTHING).run((context) -> {
			workFor(jwt("acme", null, "sub"), request("globex", "bob"));
			assertThat(onThread(context)).isEqualTo(new Identity("acme", "sub"));
		});
	}

	@Test
	void resolversAreBeforeEverythingElse() {
		this.runner.withPropertyValues(EVERYTHING)
			.withBean(TenantResolver.class, () -> () -> "umbrella")
			.withBean(UserResolver.class, () -> () -> "dave")
			.run((context) -> {
				workFor(jwt("acme", "alice", "sub"), request("globex", "bob"));
				assertThat(onThread(context)).isEqualTo(new Identity("umbrella", "dave"));
			});
	}

	@Test
	void oneResolverIsEnoughForWhatItKnows() {
		this.runner.withBean(UserResolver.class, () -> () -> "dave")
			.run((context) -> assertThat(onThread(context)).isEqualTo(new Identity(null, "dave")));
	}

	@Test
	void backsOffForTheApplicationsOwn() {
		this.runner.withBean("own", IdentitySources.class, () -> IdentitySources.NONE)
			.withPropertyValues(EVERYTHING)
			.run((context) -> assertThat(context).getBean(IdentitySources.class).isSameAs(IdentitySources.NONE));
	}

	@Test
	void needsNoneOfTheLibraries() {
		this.runner
			.withClassLoader(new FilteredClassLoader("org.springframework.security", "org.springframework.web",
					"org.springframework.http", "jakarta.servlet"))
			.withPropertyValues("llmcache.identity.tenant.context-key=tenant")
			.run((context) -> assertThat(inContext(context, Context.of("tenant", "acme")))
				.isEqualTo(new Identity("acme", null)));
	}

	@Test
	void aHeaderNeedsOneKindOfWebLibraryOnly() {
		this.runner.withClassLoader(new FilteredClassLoader(HttpServletRequest.class))
			.withPropertyValues("llmcache.identity.tenant.header=X-Tenant")
			.run((context) -> assertThat(
					inContext(context, Context.of(ServerWebExchange.class, exchange("acme", "alice"))))
				.isEqualTo(new Identity("acme", null)));
		this.runner.withClassLoader(new FilteredClassLoader(ServerWebExchangeContextFilter.class))
			.withPropertyValues("llmcache.identity.tenant.header=X-Tenant")
			.run((context) -> {
				workFor(null, request("acme", "alice"));
				assertThat(onThread(context)).isEqualTo(new Identity("acme", null));
			});
	}

	@Test
	void aPlaceWhoseLibraryIsMissingFailsTheStartAndSaysWhich() {
		failsWithout("org.springframework.security", "user.principal=true", "spring-security-core");
		failsWithout(ClaimAccessor.class.getPackageName(), "tenant.claim=tid", "spring-security-oauth2-core");
		failsWithout(ClaimAccessor.class.getPackageName(), "user.claim=uid", "spring-security-oauth2-core");
		failsWithout("org.springframework.web", "tenant.header=X-Tenant", "spring-web");
		failsWithout("org.springframework.web", "user.header=X-User", "spring-web");
	}

	@Test
	void aHeaderPutsTheRequestOfWebFluxIntoTheReactorContext() {
		ReactiveWebApplicationContextRunner reactive = new ReactiveWebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(LlmCacheAutoConfiguration.class))
			.withPropertyValues("llmcache.exact.enabled=false", "llmcache.semantic.enabled=false");
		for (String property : List.of("tenant.header=X-Tenant", "user.header=X-User")) {
			reactive.withPropertyValues("llmcache.identity." + property)
				.run((context) -> assertThat(context).hasSingleBean(ServerWebExchangeContextFilter.class));
			this.runner.withPropertyValues("llmcache.identity." + property)
				.run((context) -> assertThat(context).doesNotHaveBean(ServerWebExchangeContextFilter.class));
		}
		reactive.run((context) -> assertThat(context).doesNotHaveBean(ServerWebExchangeContextFilter.class));
		reactive.withPropertyValues(EVERYTHING)
			.withBean("own", ServerWebExchangeContextFilter.class)
			.run((context) -> assertThat(context).getBean(ServerWebExchangeContextFilter.class)
				.isSameAs(context.getBean("own")));
	}

	private void failsWithout(String library, String property, String advice) {
		this.runner.withClassLoader(new FilteredClassLoader(library))
			.withPropertyValues("llmcache.identity." + property)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(LlmCacheConfigurationException.class)
				.hasMessageContaining("'llmcache.identity." + property.substring(0, property.indexOf('=')) + "'")
				.hasMessageContaining(advice));
	}

	private static Identity onThread(ApplicationContext context) {
		return context.getBean(IdentitySources.class).onThread(Identity.NONE);
	}

	private static @Nullable Identity inContext(ApplicationContext context, Context subscriber) {
		return context.getBean(IdentitySources.class).inContext(Identity.NONE, subscriber).block();
	}

	private static void workFor(@Nullable Authentication authentication, MockHttpServletRequest request) {
		SecurityContextHolder.getContext().setAuthentication(authentication);
		RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
	}

	private static Context everywhere() {
		return Context.of("tenant", "initech", "user", "carol", ServerWebExchange.class, exchange("globex", "bob"))
			.putAll(ReactiveSecurityContextHolder
				.withSecurityContext(Mono.just(new SecurityContextImpl(jwt("acme", "alice", "sub"))))
				.readOnly());
	}

	private static Authentication jwt(String tenant, @Nullable String user, String subject) {
		Jwt.Builder token = Jwt.withTokenValue("token")
			.header("alg", "none")
			.claim("sub", subject)
			.claim("tid", tenant);
		if (user != null) {
			token.claim("uid", user);
		}
		return new JwtAuthenticationToken(token.build(), List.of());
	}

	private static MockHttpServletRequest request(String tenant, String user) {
		MockHttpServletRequest request = new MockHttpServletRequest();
		request.addHeader("X-Tenant", tenant);
		request.addHeader("X-User", user);
		return request;
	}

	private static MockServerWebExchange exchange(String tenant, String user) {
		return MockServerWebExchange
			.from(MockServerHttpRequest.get("/").header("X-Tenant", tenant).header("X-User", user));
	}

}
