package dev.llmcache.identity;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderThreadLocalAccessor;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

import static org.assertj.core.api.Assertions.assertThat;

class SecurityNameTests {

	private static final Authentication ALICE = authenticated("alice", "password");

	private final NameSource principal = SecurityName.ofPrincipal();

	private final NameSource tid = new SecurityName(new OAuth2Claim("tid"));

	@AfterEach
	void forget() {
		SecurityContextHolder.clearContext();
	}

	@Test
	void isThatOfThePrincipal() {
		assertThat(onThread(this.principal, ALICE)).isEqualTo("alice");
		assertThat(inContext(this.principal, ReactiveSecurityContextHolder.withAuthentication(ALICE)))
			.isEqualTo("alice");
	}

	@Test
	void nobodyIsThereUntilSomebodyIsAuthenticated() {
		TestingAuthenticationToken unverified = new TestingAuthenticationToken("alice", "password");
		unverified.setAuthenticated(false);
		assertThat(this.principal.onThread()).isNull();
		assertThat(inContext(this.principal, Context.empty())).isNull();
		assertThat(onThread(this.principal, unverified)).isNull();
		assertThat(inContext(this.principal, ReactiveSecurityContextHolder.withAuthentication(unverified))).isNull();
	}

	@Test
	void aPrincipalWithoutANameIsNobodyWhateverItsText() {
		record Account(String role) {

		}
		Authentication admin = UsernamePasswordAuthenticationToken.authenticated(new Account("admin"), null, List.of());
		assertThat(admin.getName()).contains("admin");
		assertThat(onThread(this.principal, admin)).isNull();
		assertThat(inContext(this.principal, ReactiveSecurityContextHolder.withAuthentication(admin))).isNull();
	}

	@Test
	void anonymousIsNobody() {
		Authentication anonymous = new AnonymousAuthenticationToken("key", "anonymousUser",
				AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS"));
		assertThat(onThread(this.principal, anonymous)).isNull();
		assertThat(inContext(this.principal, ReactiveSecurityContextHolder.withAuthentication(anonymous))).isNull();
	}

	@Test
	void aSubscriberIsNotWhomItsThreadWorksFor() {
		SecurityContextHolder.setContext(new SecurityContextImpl(ALICE));
		assertThat(inContext(this.principal, Context.empty())).isNull();
		assertThat(
				inContext(this.principal, ReactiveSecurityContextHolder.withAuthentication(authenticated("bob", ""))))
			.isEqualTo("bob");
	}

	@Test
	void isFoundWhereContextPropagationPutsIt() {
		Context context = Context.of(new SecurityContextHolderThreadLocalAccessor().key(),
				new SecurityContextImpl(ALICE));
		assertThat(inContext(this.principal, context)).isEqualTo("alice");
	}

	@Test
	void onlyAContextWithASecurityContextTellsThatThereIsNobody() {
		assertThat(this.principal.canTell(Context.empty())).isFalse();
		assertThat(this.principal.canTell(ReactiveSecurityContextHolder.withSecurityContext(Mono.empty()))).isTrue();
		assertThat(this.principal
			.canTell(Context.of(new SecurityContextHolderThreadLocalAccessor().key(), new SecurityContextImpl())))
			.isTrue();
	}

	@Test
	void aContextThatCannotBeLoadedIsAFailureAndNotNobody() {
		Mono<String> name = this.principal.inContext(
				ReactiveSecurityContextHolder.withSecurityContext(Mono.error(new IllegalStateException("session"))));
		assertThat(name.materialize().block()).matches((signal) -> signal != null && signal.isOnError());
	}

	@Test
	void isAClaimOfTheToken() {
		assertThat(onThread(this.tid, bearer("acme"))).isEqualTo("acme");
		assertThat(inContext(this.tid, ReactiveSecurityContextHolder.withAuthentication(bearer("acme"))))
			.isEqualTo("acme");
	}

	@Test
	void isAnAttributeOfAPrincipal() {
		assertThat(onThread(this.tid,
				authenticated(new DefaultOAuth2AuthenticatedPrincipal(Map.of("tid", "acme"), List.of()), "")))
			.isEqualTo("acme");
	}

	@Test
	void isAClaimOfTheTokenOfAPrincipalOfTheApplicationsOwn() {
		assertThat(onThread(this.tid, authenticated("alice", jwt("acme")))).isEqualTo("acme");
	}

	@Test
	void aClaimOfSeveralValuesNamesNobody() {
		assertThat(onThread(this.tid, bearer(List.of("acme")))).isEqualTo("acme");
		assertThat(onThread(this.tid, bearer(List.of("acme", "globex")))).isNull();
		assertThat(onThread(this.tid, bearer(Map.of("name", "acme")))).isNull();
	}

	@Test
	void aMissingClaimNamesNobody() {
		assertThat(onThread(new SecurityName(new OAuth2Claim("org")), bearer("acme"))).isNull();
		assertThat(onThread(this.tid, ALICE)).isNull();
	}

	private static Authentication authenticated(Object principal, Object credentials) {
		return new TestingAuthenticationToken(principal, credentials, "ROLE_USER");
	}

	private static Authentication bearer(Object tenant) {
		return new JwtAuthenticationToken(jwt(tenant), List.of());
	}

	private static Jwt jwt(Object tenant) {
		return Jwt.withTokenValue("token").header("alg", "none").claim("sub", "alice").claim("tid", tenant).build();
	}

	private static @Nullable String onThread(NameSource source, Authentication authentication) {
		SecurityContextHolder.setContext(new SecurityContextImpl(authentication));
		return source.onThread();
	}

	private static @Nullable String inContext(NameSource source, Context context) {
		return source.inContext(context).block();
	}

}
