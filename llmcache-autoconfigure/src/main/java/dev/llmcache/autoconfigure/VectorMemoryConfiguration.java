package dev.llmcache.autoconfigure;

import java.time.InstantSource;

import dev.llmcache.Marks;
import dev.llmcache.Owner;
import dev.llmcache.autoconfigure.EmbeddingProperties.VectorPrecision;
import dev.llmcache.autoconfigure.LlmCacheProperties.Tenancy;
import dev.llmcache.embedding.CachingEmbeddingModel;
import dev.llmcache.embedding.MemorySettings;
import dev.llmcache.embedding.ModelSpace;
import dev.llmcache.embedding.VectorMemory;
import dev.llmcache.key.Keyring;
import dev.llmcache.key.VectorKeys;
import dev.llmcache.store.EmbeddingStore;

import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * What remembers vectors, for the cache and for the application's embedding models that
 * the settings name.
 */
@Configuration(proxyBeanMethods = false)
@Import(EmbeddingStoresConfiguration.class)
class VectorMemoryConfiguration {

	@Bean
	static RememberedModels llmCacheRememberedModels(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<LlmCacheProperties> properties, ObjectProvider<VectorMemory> memory) {
		return new RememberedModels(beanFactory, properties,
				(model, name) -> remembering(model, name, properties.getObject(), memory.getObject()));
	}

	private static CachingEmbeddingModel remembering(EmbeddingModel model, String name, LlmCacheProperties properties,
			VectorMemory memory) {
		Owner unbound = (properties.tenancy() == Tenancy.SINGLE) ? new Owner.Application() : null;
		return new CachingEmbeddingModel(model, ModelSpace.of(model, name, properties.embedding().modelIds().get(name)),
				memory, unbound);
	}

	@Bean
	@ConditionalOnMissingBean
	VectorKeys llmCacheVectorKeys(Keyring keyring, Marks marks, LlmCacheProperties properties,
			Environment environment) {
		return new VectorKeys(keyring, marks, properties.namespaceOr(environment));
	}

	@Bean
	@ConditionalOnMissingBean(EmbeddingStore.class)
	EmbeddingStoreChoice llmCacheEmbeddingStoreChoice(LlmCacheProperties properties, StartupReport report,
			ObjectProvider<EmbeddingStoreFactory> factories) {
		return new EmbeddingStores(properties, factories.orderedStream().toList(), report).choose();
	}

	@Bean
	@ConditionalOnMissingBean
	VectorMemory llmCacheVectorMemory(VectorKeys keys, ObjectProvider<EmbeddingStoreChoice> choice,
			ObjectProvider<EmbeddingStore> own, LlmCacheProperties properties) {
		EmbeddingProperties embedding = properties.embedding();
		MemorySettings settings = new MemorySettings(embedding.enabled() ? embedding.maxSize().toBytes() : 0,
				embedding.precision() == VectorPrecision.FLOAT16, embedding.timeout());
		EmbeddingStoreChoice chosen = choice.getIfAvailable();
		EmbeddingStore store = (chosen != null) ? chosen.store() : own.getIfAvailable();
		return (store != null && embedding.enabled()) ? VectorMemory.before(store, keys, settings,
				new LayerFailures(InstantSource.system()), InstantSource.system())
				: VectorMemory.inProcess(keys, settings);
	}

}
