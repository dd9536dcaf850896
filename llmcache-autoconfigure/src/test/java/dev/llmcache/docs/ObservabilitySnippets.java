package dev.llmcache.docs;

import dev.llmcache.CacheOutcome;
import dev.llmcache.trace.CacheObservation;
import dev.llmcache.trace.CacheObservationConvention;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Snippets of the page on what is seen of the cache.
 */
final class ObservabilitySnippets {

	private ObservabilitySnippets() {
	}

	@Nullable CacheOutcome outcome(ChatClient client, String question) {
		ChatClientResponse response = client.prompt(question).call().chatClientResponse();
		CacheOutcome outcome = CacheOutcome.from(response.context());
		return outcome;
	}

	@Configuration(proxyBeanMethods = false)
	static class Security {

		@Bean
		SecurityFilterChain cacheEndpoints(HttpSecurity http) throws Exception {
			return http.securityMatcher(EndpointRequest.to("llmcache", "llmcacheconsole"))
				.authorizeHttpRequests((requests) -> requests.anyRequest().hasRole("OPERATOR"))
				.csrf(CsrfConfigurer::spa)
				.httpBasic(Customizer.withDefaults())
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Names {

		@Bean
		CacheObservationConvention cacheNames() {
			return new CacheObservationConvention() {

				@Override
				public String getContextualName(CacheObservation context) {
					return "cache " + context.getStep();
				}

			};
		}

	}

}
