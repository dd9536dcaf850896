package dev.llmcache.testing;

import dev.llmcache.LlmCache;
import dev.llmcache.autoconfigure.LlmCacheAutoConfiguration;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of an {@link LlmCache} that no client goes through, for beans that
 * need one while {@code llmcache.enabled} is false.
 */
@AutoConfiguration(before = LlmCacheAutoConfiguration.class)
@ConditionalOnProperty(name = "llmcache.enabled", havingValue = "false")
public final class TestLlmCacheAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	LlmCache testLlmCache() {
		return TestLlmCache.inMemory().cache();
	}

}
