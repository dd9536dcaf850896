package dev.llmcache.autoconfigure;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What looks at the properties before anybody has them, and what tells what was made of
 * them.
 */
@Configuration(proxyBeanMethods = false)
class StartupConfiguration {

	@Bean
	static PropertyRanges llmCachePropertyRanges() {
		return new PropertyRanges();
	}

	@Bean
	StartupReport llmCacheStartupReport() {
		return new StartupReport();
	}

}
