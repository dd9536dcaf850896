package dev.llmcache.autoconfigure;

import java.time.InstantSource;

import dev.llmcache.CacheHooks;
import dev.llmcache.CacheListener;
import dev.llmcache.CacheTracing;
import dev.llmcache.DataKeyErasure;
import dev.llmcache.LlmCache;
import dev.llmcache.actuate.ConsoleFiguresReader;
import dev.llmcache.actuate.OverviewReader;
import dev.llmcache.actuate.PolicyStatuses;
import dev.llmcache.autoconfigure.LlmCacheProperties.Writes;
import dev.llmcache.key.Keyring;
import dev.llmcache.key.SignedAnswerIds;
import dev.llmcache.policy.CachePolicies;
import dev.llmcache.pricing.PriceList;
import dev.llmcache.report.AnswerSavings;
import dev.llmcache.report.History;
import dev.llmcache.report.Ledger;
import dev.llmcache.report.PresentCounts;
import dev.llmcache.report.SampleListener;
import dev.llmcache.report.SavingsSource;
import dev.llmcache.report.store.StoreReports;
import dev.llmcache.semantic.Calibrators;
import dev.llmcache.semantic.PolicyPrecisions;
import dev.llmcache.semantic.QuestionIndex;
import dev.llmcache.store.WriteQueue;
import dev.llmcache.trace.CacheObservationConvention;
import dev.llmcache.trace.ObservedTracing;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * What the cache tells of itself.
 */
@Configuration(proxyBeanMethods = false)
class ReportConfiguration {

	@Bean
	@ConditionalOnMissingBean
	CacheHooks llmCacheHooks(ObjectProvider<CacheListener> listeners, Keyring keyring, LlmCacheProperties properties,
			Environment environment, @Qualifier("llmCacheTrialQueue") WriteQueue trials,
			ObjectProvider<ObservationRegistry> observations, ObjectProvider<CacheObservationConvention> convention,
			ObjectProvider<DataKeyErasure> keys) {
		return new CacheHooks(new LayerFailures(InstantSource.system()),
				CacheListener.all(listeners.orderedStream().toList()), tracing(observations, convention),
				new SignedAnswerIds(keyring, properties.namespaceOr(environment))::read, new TrialExecutor(trials),
				keys.getIfAvailable(() -> DataKeyErasure.NONE));
	}

	private static CacheTracing tracing(ObjectProvider<ObservationRegistry> observations,
			ObjectProvider<CacheObservationConvention> convention) {
		ObservationRegistry registry = observations.getIfUnique(() -> ObservationRegistry.NOOP);
		return registry.equals(ObservationRegistry.NOOP) ? CacheTracing.NONE
				: new ObservedTracing(registry, convention.getIfUnique(CacheObservationConvention::new));
	}

	@Bean
	@ConditionalOnMissingBean
	Ledger llmCacheLedger() {
		return new Ledger(InstantSource.system());
	}

	@Bean
	@ConditionalOnMissingBean
	PolicyStatuses llmCachePolicyStatuses(CachePolicies policies, Ledger ledger,
			ObjectProvider<PolicyPrecisions> precisions, ObjectProvider<Calibrators> calibrators,
			ObjectProvider<QuestionIndex> questions, PriceList prices) {
		return new PolicyStatuses(policies, ledger, precisions.getIfAvailable(), calibrators.getIfAvailable(),
				questions.getIfAvailable(), prices);
	}

	@Bean
	@ConditionalOnMissingBean
	AnswerSavings llmCacheAnswerSavings(Ledger ledger, PriceList prices) {
		return new AnswerSavings(ledger, prices);
	}

	@Bean
	@ConditionalOnMissingBean
	History llmCacheHistory(Ledger ledger, ObjectProvider<SavingsSource> sources,
			ObjectProvider<SampleListener> listeners) {
		return new History(new PresentCounts(ledger, sources.orderedStream().toList(), InstantSource.system()),
				() -> listeners.orderedStream().toList());
	}

	@Bean
	HistoryLifecycle llmCacheHistoryLifecycle(History history) {
		return new HistoryLifecycle(history);
	}

	@Bean
	@ConditionalOnMissingBean
	OverviewReader llmCacheOverviewReader(LlmCache cache, PolicyStatuses policies, Ledger ledger, History history,
			ObjectProvider<SavingsSource> sources, StoreReports stores, PriceList prices) {
		return new OverviewReader(cache, policies, ledger, history, sources.orderedStream().toList(), stores, prices);
	}

	@Bean
	@ConditionalOnMissingBean
	ConsoleFiguresReader llmCacheConsoleFiguresReader(OverviewReader overview, PolicyStatuses policies, Ledger ledger,
			History history) {
		return new ConsoleFiguresReader(overview, policies, ledger, history, InstantSource.system());
	}

	@Bean(defaultCandidate = false)
	WriteQueue llmCacheTrialQueue(LlmCacheProperties properties) {
		Writes writes = properties.writes();
		return new WriteQueue("calls in shadow mode", writes.queueCapacity(), writes.threads(), writes.drainTimeout());
	}

	@Bean
	DrainLifecycle llmCacheTrialQueueLifecycle(@Qualifier("llmCacheTrialQueue") WriteQueue trials) {
		return new DrainLifecycle(trials::close, DrainLifecycle.WRITES);
	}

}
