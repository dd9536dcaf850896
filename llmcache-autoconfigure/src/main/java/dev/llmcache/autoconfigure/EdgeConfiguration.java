package dev.llmcache.autoconfigure;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;

import dev.llmcache.Generations;
import dev.llmcache.LlmCache;
import dev.llmcache.advisor.CacheAdvisors;
import dev.llmcache.edge.EdgeGate;
import dev.llmcache.edge.EdgeHeaders;
import dev.llmcache.edge.EdgePurger;
import dev.llmcache.edge.EdgePurges;
import dev.llmcache.edge.EdgeReport;
import dev.llmcache.edge.EdgeRules;
import dev.llmcache.edge.EdgeStats;
import dev.llmcache.edge.EdgeTags;
import dev.llmcache.edge.LatestEdgeStats;
import dev.llmcache.edge.PublicAnswers;
import dev.llmcache.edge.PurgingListener;
import dev.llmcache.edge.TagHeader;
import dev.llmcache.edge.purge.CloudflarePurger;
import dev.llmcache.edge.purge.FastlyPurger;
import dev.llmcache.edge.purge.VarnishPurger;
import dev.llmcache.edge.purge.VarnishStats;
import dev.llmcache.key.Keyring;
import dev.llmcache.key.PublicAnswerIds;
import dev.llmcache.report.EdgeSavings;

import org.springframework.ai.chat.client.ChatClientBuilderCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;
import org.springframework.web.util.pattern.PathPattern;

/**
 * The edge layer of web applications; others purge as well what they invalidate.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(PathPattern.class)
@ConditionalOnProperty(name = "llmcache.edge.enabled", matchIfMissing = true)
@Import({ EdgeServletConfiguration.class, EdgeReactiveConfiguration.class })
class EdgeConfiguration {

	@Bean
	EdgeProducts llmCacheEdgeProducts(LlmCacheProperties properties, ObjectProvider<EdgePurger> own) {
		EdgeProperties edge = properties.edge();
		EdgeRanges.check(edge, properties.invalidation().maxLag());
		List<EdgePurger> purgers = new ArrayList<>(own.orderedStream().toList());
		if (!edge.varnish().addresses().isEmpty()) {
			purgers.add(new VarnishPurger(edge.varnish().addresses(), edge.purgeTimeout()));
		}
		if (StringUtils.hasText(edge.fastly().serviceId())) {
			purgers.add(new FastlyPurger(edge.fastly().url(), edge.fastly().serviceId(),
					Objects.requireNonNull(edge.fastly().apiKey()), edge.purgeTimeout()));
		}
		if (StringUtils.hasText(edge.cloudflare().zoneId())) {
			purgers.add(new CloudflarePurger(edge.cloudflare().url(), edge.cloudflare().zoneId(),
					Objects.requireNonNull(edge.cloudflare().apiToken()), edge.purgeTimeout()));
		}
		return new EdgeProducts(purgers.stream()
			.map((purger) -> new EdgePurges(purger, edge.secondPurgeAfter(), RandomGenerator.getDefault()))
			.toList(), headers(edge, purgers));
	}

	private static List<TagHeader> headers(EdgeProperties edge, List<EdgePurger> purgers) {
		Set<TagHeader> headers = new LinkedHashSet<>(edge.tagHeaders());
		purgers.forEach((purger) -> headers.add(purger.tagHeader()));
		return List.copyOf(headers);
	}

	@Bean
	PurgingListener llmCachePurgingListener(EdgeProducts products) {
		return new PurgingListener(products.purges());
	}

	@Bean
	@ConditionalOnMissingBean
	EdgeGate llmCacheEdgeGate(LlmCacheProperties properties, EdgeProducts products, Generations generations) {
		EdgeProperties edge = properties.edge();
		return new EdgeGate(new EdgeRules(edge.minTtl(), edge.authenticated(), tags(edge, products)), generations,
				InstantSource.system());
	}

	@Bean
	EdgeHeaders llmCacheEdgeHeaders(LlmCacheProperties properties, EdgeProducts products) {
		EdgeProperties edge = properties.edge();
		return new EdgeHeaders(tags(edge, products), edge.browserMaxAge(), edge.cacheStatus());
	}

	private static EdgeTags tags(EdgeProperties edge, EdgeProducts products) {
		return new EdgeTags(products.headers(), (int) edge.maxTagBytes().toBytes());
	}

	@Bean
	@ConditionalOnMissingBean
	EdgeStats llmCacheEdgeStats(LlmCacheProperties properties) {
		List<String> command = properties.edge().varnish().stats();
		return command.isEmpty() ? EdgeStats.UNKNOWN : new VarnishStats(command);
	}

	@Bean
	EdgeReport llmCacheEdgeReport(EdgeGate gate, EdgeProducts products, EdgeStats stats) {
		Executor executor = Executors
			.newThreadPerTaskExecutor(Thread.ofVirtual().name("llmcache-edge-stats-", 0).factory());
		return new EdgeReport(gate, products.purges(), new LatestEdgeStats(stats, InstantSource.system(), executor));
	}

	@Bean
	@ConditionalOnMissingBean
	EdgeSavings llmCacheEdgeSavings(EdgeReport report) {
		return new EdgeSavings(report::savedCalls);
	}

	@Bean
	@ConditionalOnProperty("llmcache.edge.answers-path")
	PublicAnswers llmCachePublicAnswers(LlmCache cache, Keyring keyring, LlmCacheProperties properties,
			Environment environment) {
		return new PublicAnswers(cache, new PublicAnswerIds(keyring, properties.namespaceOr(environment)),
				Objects.requireNonNull(properties.edge().answersPath()), InstantSource.system());
	}

	/**
	 * Clients without the cache, whose answers are nobody knows whose.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ChatClientBuilderCustomizer.class)
	@ConditionalOnWebApplication
	static class WitnessConfiguration {

		@Bean
		ChatClientBuilderCustomizer llmCacheEdgeWitness() {
			return (builder) -> builder.defaultAdvisors(CacheAdvisors.witness());
		}

	}

}
