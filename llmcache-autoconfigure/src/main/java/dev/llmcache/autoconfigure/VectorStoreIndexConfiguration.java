package dev.llmcache.autoconfigure;

import java.time.InstantSource;
import java.util.TreeSet;

import dev.llmcache.store.RecordForm;
import dev.llmcache.store.vectorstore.SpringVectorStoreIndex;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.vectorstore.VectorStore;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.StringUtils;

/**
 * The semantic layer's index in one of the application's vector stores. None is taken
 * unless it is named: it could hold documents, and answers would be retrieved as such.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(VectorStore.class)
class VectorStoreIndexConfiguration {

	private static final String BEAN_NAME = "llmcache.semantic.vector-store.bean-name";

	@Bean
	VectorStoreIndexFactory llmCacheVectorStoreIndexFactory(ConfigurableListableBeanFactory beanFactory,
			LlmCacheProperties properties, RecordForm form, ObservedStores observed) {
		return () -> observed.index("vector-store", new SpringVectorStoreIndex(
				store(beanFactory, properties.semantic().vectorStore().beanName()), form, InstantSource.system()));
	}

	private static VectorStore store(ConfigurableListableBeanFactory beanFactory, @Nullable String name) {
		String problem;
		if (!StringUtils.hasText(name)) {
			problem = "'llmcache.semantic.store=vector-store' needs to know which, and '%s' is not set."
				.formatted(BEAN_NAME);
		}
		else if (!beanFactory.containsBean(name) || !beanFactory.isTypeMatch(name, VectorStore.class)) {
			problem = "'%s' is '%s', which no VectorStore bean is called.".formatted(BEAN_NAME, name);
		}
		else {
			return beanFactory.getBean(name, VectorStore.class);
		}
		throw new LlmCacheConfigurationException(
				problem + " VectorStore beans are %s."
					.formatted(new TreeSet<>(new VectorStoreNames(beanFactory, () -> null).all())),
				"Set '%s' to the name of one that holds no documents and that nothing retrieves from: answers of all tenants are kept in it."
					.formatted(BEAN_NAME));
	}

}
