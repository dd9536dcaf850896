package dev.llmcache.docs;

import dev.llmcache.store.observed.OperationConvention;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Snippets of the section on stores of the page on what is observed.
 */
@Configuration(proxyBeanMethods = false)
class StoreSnippets {

	@Bean
	OperationConvention operationNames() {
		return new OperationConvention() {

			@Override
			public String getName() {
				return "cache.backend";
			}

		};
	}

}
