package dev.llmcache.autoconfigure;

import dev.llmcache.LlmCache;
import dev.llmcache.actuate.EdgeMeters;
import dev.llmcache.actuate.LlmCacheMeters;
import dev.llmcache.actuate.PolicyStatuses;
import dev.llmcache.edge.EdgeReport;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/**
 * Auto-configuration of the meters.
 */
@AutoConfiguration(after = LlmCacheAutoConfiguration.class)
@AutoConfigureOrder(Ordered.LOWEST_PRECEDENCE)
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnBean({ LlmCache.class, PolicyStatuses.class })
public final class LlmCacheMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	LlmCacheMeters llmCacheMeters(PolicyStatuses policies) {
		return new LlmCacheMeters(policies);
	}

	@Bean
	@ConditionalOnBean(EdgeReport.class)
	@ConditionalOnMissingBean
	EdgeMeters llmCacheEdgeMeters(EdgeReport report) {
		return new EdgeMeters(report);
	}

}
