package dev.llmcache.docs;

import dev.llmcache.identity.TrustedWriter;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Java of the page about security.
 */
@Configuration(proxyBeanMethods = false)
class SecuritySnippets {

	@Bean
	TrustedWriter editors() {
		return (identity, policy) -> "faq-job".equals(identity.user());
	}

}
