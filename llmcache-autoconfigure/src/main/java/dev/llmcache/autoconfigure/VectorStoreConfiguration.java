package dev.llmcache.autoconfigure;

import dev.llmcache.LlmCache;
import dev.llmcache.advisor.CorpusNames;

import org.springframework.ai.vectorstore.VectorStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What ties answers to the application's vector stores.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(VectorStore.class)
class VectorStoreConfiguration {

	@Bean
	static WatchedVectorStores llmCacheWatchedVectorStores(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<LlmCacheProperties> properties, ObjectProvider<LlmCache> cache) {
		return new WatchedVectorStores(properties, names(beanFactory, properties),
				new QuietInvalidator(cache::getObject));
	}

	@Bean
	@ConditionalOnMissingBean
	CorpusNames llmCacheCorpusNames(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<LlmCacheProperties> properties) {
		return names(beanFactory, properties);
	}

	private static VectorStoreNames names(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<LlmCacheProperties> properties) {
		return new VectorStoreNames(beanFactory, () -> properties.getObject().semantic().answersBean());
	}

}
