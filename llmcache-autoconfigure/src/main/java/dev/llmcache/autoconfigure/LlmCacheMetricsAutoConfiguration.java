package dev.llmcache.autoconfigure;

import dev.llmcache.LlmCache;
import dev.llmcache.actuate.AccountMeters;
import dev.llmcache.actuate.CallMeters;
import dev.llmcache.actuate.EdgeMeters;
import dev.llmcache.actuate.EmbeddingMeters;
import dev.llmcache.actuate.LlmCacheMeters;
import dev.llmcache.actuate.ObservationFilter;
import dev.llmcache.actuate.PolicyStatuses;
import dev.llmcache.actuate.PrefixMeters;
import dev.llmcache.actuate.StoreMeters;
import dev.llmcache.actuate.TenantMeters;
import dev.llmcache.actuate.WriteMeters;
import dev.llmcache.advisor.prefix.PrefixAdvisor;
import dev.llmcache.edge.EdgeReport;
import dev.llmcache.embedding.VectorMemory;
import dev.llmcache.report.store.LayerGets;
import dev.llmcache.pricing.PriceList;
import dev.llmcache.report.SavingsSource;
import dev.llmcache.report.store.StoreReports;
import dev.llmcache.store.WriteQueue;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/**
 * Auto-configuration of the meters.
 */
@AutoConfiguration(after = LlmCacheAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@AutoConfigureOrder(Ordered.LOWEST_PRECEDENCE)
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnBean({ LlmCache.class, PolicyStatuses.class })
@EnableConfigurationProperties(MetricsProperties.class)
public final class LlmCacheMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	LlmCacheMeters llmCacheMeters(PolicyStatuses policies) {
		return new LlmCacheMeters(policies);
	}

	@Bean
	@ConditionalOnBean(MeterRegistry.class)
	@ConditionalOnMissingBean
	CallMeters llmCacheCallMeters(ObjectProvider<MeterRegistry> registry) {
		return new CallMeters(registry::getObject);
	}

	@Bean
	@ConditionalOnBean(MeterRegistry.class)
	@ConditionalOnMissingBean
	AccountMeters llmCacheAccountMeters(ObjectProvider<MeterRegistry> registry, ObjectProvider<SavingsSource> sources) {
		return new AccountMeters(registry::getObject, sources.orderedStream().toList());
	}

	@Bean
	@ConditionalOnBean(MeterRegistry.class)
	@ConditionalOnMissingBean
	TenantMeters llmCacheTenantMeters(ObjectProvider<MeterRegistry> registry, MetricsProperties properties,
			PriceList prices) {
		return new TenantMeters(registry::getObject, properties.aliasesByTenant(), prices);
	}

	@Bean
	@ConditionalOnBean(StoreReports.class)
	@ConditionalOnMissingBean
	StoreMeters llmCacheStoreMeters(StoreReports stores, LayerGets gets) {
		return new StoreMeters(stores, gets);
	}

	@Bean
	@ConditionalOnMissingBean
	WriteMeters llmCacheWriteMeters(ObjectProvider<WriteQueue> queues) {
		// They are no candidates for whoever injects an Executor
		return new WriteMeters(queues.stream(ObjectProvider.UNFILTERED).toList());
	}

	@Bean
	@ConditionalOnMissingBean
	static ObservationFilter llmCacheObservationFilter() {
		return new ObservationFilter();
	}

	@Bean
	@ConditionalOnMissingBean
	EmbeddingMeters llmCacheEmbeddingMeters(VectorMemory memory) {
		return new EmbeddingMeters(memory);
	}

	@Bean
	@ConditionalOnBean({ MeterRegistry.class, PrefixAdvisor.class })
	@ConditionalOnMissingBean
	PrefixMeters llmCachePrefixMeters(ObjectProvider<MeterRegistry> registry, PrefixAdvisor prefix) {
		return new PrefixMeters(registry::getObject, prefix::counters, prefix::heads);
	}

	@Bean
	@ConditionalOnBean(EdgeReport.class)
	@ConditionalOnMissingBean
	EdgeMeters llmCacheEdgeMeters(EdgeReport report) {
		return new EdgeMeters(report);
	}

}
