package dev.llmcache.autoconfigure;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import dev.llmcache.breaker.Breakers;
import dev.llmcache.embedding.VectorMemory;
import dev.llmcache.report.store.LayerGets;
import dev.llmcache.report.store.StoreReporter;
import dev.llmcache.report.store.StoreReports;
import dev.llmcache.store.AnswerStore;
import dev.llmcache.store.Compression;
import dev.llmcache.store.PlainForm;
import dev.llmcache.store.RecordForm;
import dev.llmcache.store.VectorIndex;
import dev.llmcache.store.encryption.DataKeys;
import dev.llmcache.store.encryption.EncryptedForm;
import dev.llmcache.store.observed.OperationConvention;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What is told of the stores, and observed of them.
 */
@Configuration(proxyBeanMethods = false)
class StoresConfiguration {

	@Bean
	ObservedStores llmCacheObservedStores(ObjectProvider<ObservationRegistry> registry,
			ObjectProvider<OperationConvention> convention) {
		return new ObservedStores(registry, convention);
	}

	// By time that passes: a clock that is set back would keep them open for as long
	@Bean
	Breakers llmCacheBreakers() {
		return new Breakers(() -> Instant.EPOCH.plusNanos(System.nanoTime()));
	}

	@Bean
	@ConditionalOnMissingBean
	RecordForm llmCacheRecordForm(LlmCacheProperties properties, ObjectProvider<DataKeys> keys) {
		Compression compression = compression(properties.compression());
		DataKeys encrypting = keys.getIfAvailable();
		return (encrypting != null) ? new EncryptedForm(encrypting, compression) : new PlainForm(compression);
	}

	private static Compression compression(CompressionProperties properties) {
		long minLength = Math.min(properties.minSize().toBytes(), Integer.MAX_VALUE);
		return properties.enabled() ? new Compression((int) minLength) : Compression.NONE;
	}

	@Bean
	@ConditionalOnMissingBean
	LayerGets llmCacheLayerGets() {
		return new LayerGets();
	}

	@Bean
	@ConditionalOnMissingBean
	StoreReports llmCacheStoreReports(ObjectProvider<AnswerStore> answers, ObjectProvider<VectorMemory> memory,
			ObjectProvider<VectorIndex> index, Breakers breakers) {
		List<StoreReporter> reporters = Stream
			.of(answers.getIfUnique(), memory.getIfUnique(), index.getIfUnique(), breakers)
			.filter(Objects::nonNull)
			.map(StoreReporter::of)
			.toList();
		return new StoreReports(reporters);
	}

}
