package dev.llmcache.autoconfigure;

import dev.llmcache.LlmCache;
import dev.llmcache.actuate.LlmCacheHealth;
import dev.llmcache.actuate.PolicyStatuses;
import dev.llmcache.report.store.StoreReports;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/**
 * Auto-configuration of the health indicator.
 */
@AutoConfiguration(after = LlmCacheAutoConfiguration.class)
@AutoConfigureOrder(Ordered.LOWEST_PRECEDENCE)
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean({ LlmCache.class, PolicyStatuses.class })
@ConditionalOnEnabledHealthIndicator("llmcache")
public final class LlmCacheHealthAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "llmCacheHealthIndicator")
	LlmCacheHealth llmCacheHealthIndicator(LlmCache cache, PolicyStatuses policies, StoreReports stores) {
		return new LlmCacheHealth(cache, policies, stores);
	}

}
