package dev.llmcache.autoconfigure;

import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.llmcache.advisor.CorpusNames;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.vectorstore.VectorStore;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Names the vector stores of an application that hold documents by their beans. Creates
 * none of them.
 */
final class VectorStoreNames implements CorpusNames {

	private final ConfigurableListableBeanFactory beanFactory;

	private final Supplier<@Nullable String> answers;

	// Looking through all beans takes too long for every call
	private volatile @Nullable Set<String> all;

	/**
	 * Creates the names.
	 * @param beanFactory knows the stores
	 * @param answers names the one that holds the cache's answers, if there is one
	 */
	VectorStoreNames(ConfigurableListableBeanFactory beanFactory, Supplier<@Nullable String> answers) {
		this.beanFactory = beanFactory;
		this.answers = answers;
	}

	@Override
	public Set<String> of(@Nullable Object store) {
		Set<String> all = all();
		if (store == null) {
			return all;
		}
		Object target = target(store);
		Set<String> names = all.stream().filter((name) -> isTargetOf(name, target)).collect(Collectors.toSet());
		return names.isEmpty() ? all : names;
	}

	/**
	 * Names of all vector stores but the one that holds the cache's answers.
	 * @return the names, also of those that are yet to be created
	 */
	Set<String> all() {
		Set<String> known = this.all;
		if (known != null) {
			return known;
		}
		String answers = this.answers.get();
		Set<String> found = Stream
			.of(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beanFactory, VectorStore.class, true, false))
			.filter((name) -> !name.equals(answers))
			.collect(Collectors.toUnmodifiableSet());
		if (this.beanFactory.isConfigurationFrozen()) {
			this.all = found;
		}
		return found;
	}

	@SuppressWarnings("ReferenceEquality")
	private boolean isTargetOf(String name, Object target) {
		Object bean = this.beanFactory.getSingleton(name);
		Object store = (bean instanceof FactoryBean) ? this.beanFactory.getBean(name) : bean;
		return store != null && target(store) == target;
	}

	private static Object target(Object object) {
		Object target = AopProxyUtils.getSingletonTarget(object);
		return (target != null) ? target(target) : object;
	}

}
