package dev.llmcache.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import dev.llmcache.autoconfigure.IdentityProperties.TenantName;
import dev.llmcache.autoconfigure.IdentityProperties.UserName;
import dev.llmcache.autoconfigure.NameSourceFactory.Place;
import dev.llmcache.identity.ExchangeHeaderName;
import dev.llmcache.identity.IdentitySources;
import dev.llmcache.identity.NameSource;
import dev.llmcache.identity.OAuth2Claim;
import dev.llmcache.identity.ReactorContextName;
import dev.llmcache.identity.SecurityName;
import dev.llmcache.identity.ServletHeaderName;
import dev.llmcache.identity.TenantResolver;
import dev.llmcache.identity.UserResolver;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.ClaimAccessor;
import org.springframework.util.StringUtils;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.filter.reactive.ServerWebExchangeContextFilter;

/**
 * Who makes a call: the application's resolvers, then the configured places.
 */
@Configuration(proxyBeanMethods = false)
class IdentityConfiguration {

	private static final String PREFIX = "llmcache.identity.";

	@Bean
	@ConditionalOnMissingBean
	IdentitySources llmCacheIdentitySources(LlmCacheProperties properties, ObjectProvider<NameSourceFactory> factories,
			ObjectProvider<TenantResolver> tenantResolver, ObjectProvider<UserResolver> userResolver) {
		Places places = new Places(factories.stream().toList());
		return new IdentitySources(places.of(properties.identity().tenant()), places.of(properties.identity().user()))
			.withResolvers(tenantResolver.getIfAvailable(), userResolver.getIfAvailable());
	}

	/**
	 * Places to look at.
	 *
	 * @param factories those that the libraries on the class path make possible
	 */
	private record Places(List<NameSourceFactory> factories) {

		List<NameSource> of(TenantName tenant) {
			List<NameSource> sources = new ArrayList<>();
			addContext(sources, tenant.contextKey());
			add(sources, Place.CLAIM, "tenant.claim", tenant.claim());
			add(sources, Place.HEADER, "tenant.header", tenant.header());
			return sources;
		}

		List<NameSource> of(UserName user) {
			List<NameSource> sources = new ArrayList<>();
			addContext(sources, user.contextKey());
			add(sources, Place.CLAIM, "user.claim", user.claim());
			add(sources, Place.PRINCIPAL, "user.principal", user.principal() ? "principal" : null);
			add(sources, Place.HEADER, "user.header", user.header());
			return sources;
		}

		private static void addContext(List<NameSource> sources, @Nullable String key) {
			if (StringUtils.hasText(key)) {
				sources.add(new ReactorContextName(key));
			}
		}

		private void add(List<NameSource> sources, Place place, String property, @Nullable String name) {
			if (!StringUtils.hasText(name)) {
				return;
			}
			List<NameSource> found = this.factories.stream()
				.filter((factory) -> factory.place() == place)
				.map((factory) -> factory.create().apply(name))
				.toList();
			if (found.isEmpty()) {
				throw new LlmCacheConfigurationException(
						"'%s%s' needs %s, which is not on the class path.".formatted(PREFIX, property, place.library),
						"Add it, or remove '%s%s'.".formatted(PREFIX, property));
			}
			sources.addAll(found);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(SecurityContextHolder.class)
	static class SecurityConfiguration {

		@Bean
		NameSourceFactory llmCachePrincipalNames() {
			return new NameSourceFactory(Place.PRINCIPAL, (name) -> SecurityName.ofPrincipal());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ SecurityContextHolder.class, ClaimAccessor.class })
	static class OAuth2Configuration {

		@Bean
		NameSourceFactory llmCacheClaimNames() {
			return new NameSourceFactory(Place.CLAIM, (claim) -> new SecurityName(new OAuth2Claim(claim)));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ RequestContextHolder.class, HttpServletRequest.class })
	static class ServletConfiguration {

		@Bean
		NameSourceFactory llmCacheServletHeaderNames() {
			return new NameSourceFactory(Place.HEADER, ServletHeaderName::new);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ServerWebExchangeContextFilter.class)
	static class ExchangeConfiguration {

		@Bean
		NameSourceFactory llmCacheExchangeHeaderNames() {
			return new NameSourceFactory(Place.HEADER, ExchangeHeaderName::new);
		}

		// Nothing else puts the request into the Reactor context unless Spring Security
		// is there
		@Bean
		@ConditionalOnMissingBean
		@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
		@Conditional(OnHeader.class)
		ServerWebExchangeContextFilter llmCacheServerWebExchangeContextFilter() {
			return new ServerWebExchangeContextFilter();
		}

	}

	/**
	 * Matches if a header names the tenant or the user.
	 */
	static final class OnHeader extends AnyNestedCondition {

		OnHeader() {
			super(ConfigurationPhase.REGISTER_BEAN);
		}

		@ConditionalOnProperty(PREFIX + "tenant.header")
		static final class Tenant {

		}

		@ConditionalOnProperty(PREFIX + "user.header")
		static final class User {

		}

	}

}
