package dev.llmcache.autoconfigure;

import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.vectorstore.VectorStore;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Watches the vector stores that the settings name.
 */
final class WatchedVectorStores implements BeanPostProcessor, SmartInitializingSingleton {

	private static final String PROPERTY = "llmcache.invalidation.watch-vector-stores";

	private static final String ALL = "*";

	private final ObjectProvider<LlmCacheProperties> properties;

	private final VectorStoreNames names;

	private final QuietInvalidator invalidator;

	WatchedVectorStores(ObjectProvider<LlmCacheProperties> properties, VectorStoreNames names,
			QuietInvalidator invalidator) {
		this.properties = properties;
		this.names = names;
		this.invalidator = invalidator;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		return (bean instanceof VectorStore && isWatched(beanName)) ? watched(bean, beanName) : bean;
	}

	private boolean isWatched(String name) {
		Set<String> watched = watched();
		return watched.contains(ALL) ? !name.equals(answersBean()) : watched.contains(name);
	}

	private @Nullable String answersBean() {
		return this.properties.getObject().semantic().answersBean();
	}

	private Set<String> watched() {
		return this.properties.getObject().invalidation().watchVectorStores();
	}

	private Object watched(Object store, String name) {
		VectorStoreWatch watch = new VectorStoreWatch(name, this.invalidator);
		if (store instanceof Advised advised && !advised.isFrozen()) {
			advised.addAdvice(0, watch);
			return store;
		}
		ProxyFactory proxies = new ProxyFactory(store);
		// Others may ask for the bean by its class
		proxies.setProxyTargetClass(!Modifier.isFinal(store.getClass().getModifiers()));
		proxies.addAdvice(watch);
		return proxies.getProxy(store.getClass().getClassLoader());
	}

	@Override
	public void afterSingletonsInstantiated() {
		Set<String> missing = new TreeSet<>(watched());
		missing.remove(ALL);
		missing.removeAll(this.names.all());
		if (!missing.isEmpty()) {
			throw new LlmCacheConfigurationException(
					"'%s' names %s, which no VectorStore bean of documents is called. Those beans are %s.".formatted(
							PROPERTY, missing, new TreeSet<>(this.names.all())),
					"Name one of them, or all by '*'.");
		}
	}

}
