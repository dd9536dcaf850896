package dev.llmcache.autoconfigure;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

import dev.llmcache.embedding.CachingEmbeddingModel;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Puts a memory in front of the embedding models that the settings name. They keep their
 * classes, by which others may ask for them, unless these cannot be extended: they or
 * their methods are final, or their constructors private.
 */
final class RememberedModels implements BeanPostProcessor, SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(LlmCacheAutoConfiguration.class);

	private static final String PROPERTY = "llmcache.embedding.beans";

	private static final String MODEL_IDS = "llmcache.embedding.model-ids";

	private final ConfigurableListableBeanFactory beanFactory;

	private final ObjectProvider<LlmCacheProperties> properties;

	private final BiFunction<EmbeddingModel, String, CachingEmbeddingModel> remembering;

	RememberedModels(ConfigurableListableBeanFactory beanFactory, ObjectProvider<LlmCacheProperties> properties,
			BiFunction<EmbeddingModel, String, CachingEmbeddingModel> remembering) {
		this.beanFactory = beanFactory;
		this.properties = properties;
		this.remembering = remembering;
	}

	/**
	 * Finds the memory in front of a model.
	 * @param model a bean
	 * @return what remembers its vectors, or null if nothing does
	 */
	static @Nullable CachingEmbeddingModel of(EmbeddingModel model) {
		return (model instanceof Advised advised) ? Arrays.stream(advised.getAdvisors())
			.filter((advisor) -> advisor.getAdvice() instanceof Memory)
			.map((advisor) -> ((Memory) advisor.getAdvice()).model())
			.findFirst()
			.orElse(null) : (model instanceof CachingEmbeddingModel caching) ? caching : null;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		boolean isRemembered = bean instanceof EmbeddingModel model && of(model) == null
				&& this.properties.getObject().embedding().isRemembered(beanName);
		return isRemembered ? remembered((EmbeddingModel) bean, beanName) : bean;
	}

	private Object remembered(EmbeddingModel model, String name) {
		CachingEmbeddingModel caching = this.remembering.apply(model, name);
		if (!caching.isReadable()) {
			logger.warn(
					"The embedding model '%s' has options that cannot be compared, so its vectors are not remembered. Set '%s.%s' to a name of what it embeds with."
						.formatted(name, MODEL_IDS, name));
		}
		else if (!caching.isNamed()) {
			logger.warn(
					"The embedding model '%s' does not say which it is, so its vectors are remembered in this process only. Set '%s.%s' to a name of what it embeds with."
						.formatted(name, MODEL_IDS, name));
		}
		if (!isExtensible(ClassUtils.getUserClass(model))) {
			return caching;
		}
		ProxyFactory proxies = new ProxyFactory(model);
		proxies.setProxyTargetClass(true);
		proxies.addAdvice(new Memory(caching));
		return proxies.getProxy(model.getClass().getClassLoader());
	}

	private static boolean isExtensible(Class<?> type) {
		return !Modifier.isFinal(type.getModifiers())
				&& Arrays.stream(type.getDeclaredConstructors())
					.anyMatch((made) -> !Modifier.isPrivate(made.getModifiers()))
				&& Arrays.stream(EmbeddingModel.class.getMethods())
					.map((method) -> ClassUtils.getMostSpecificMethod(method, type))
					.noneMatch((method) -> Modifier.isFinal(method.getModifiers()));
	}

	@Override
	public void afterSingletonsInstantiated() {
		EmbeddingProperties embedding = this.properties.getObject().embedding();
		Set<String> present = new TreeSet<>(Arrays.asList(BeanFactoryUtils
			.beanNamesForTypeIncludingAncestors(this.beanFactory, EmbeddingModel.class, true, false)));
		require(PROPERTY, embedding.beans(), present);
		require(MODEL_IDS, embedding.modelIds().keySet(), present);
	}

	private static void require(String property, Set<String> names, Set<String> present) {
		Set<String> missing = new TreeSet<>(names);
		missing.remove(EmbeddingProperties.ALL);
		missing.removeAll(present);
		if (!missing.isEmpty()) {
			throw new LlmCacheConfigurationException(
					"'%s' names %s, which no EmbeddingModel bean is called. Those beans are %s.".formatted(property,
							missing, present),
					"Name one of them, or remove the name.");
		}
	}

	/**
	 * Answers what an embedding model is asked.
	 *
	 * @param model answers it
	 */
	private record Memory(CachingEmbeddingModel model) implements MethodInterceptor {

		@Override
		public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
			Method method = ReflectionUtils.findMethod(EmbeddingModel.class, invocation.getMethod().getName(),
					invocation.getMethod().getParameterTypes());
			if (method == null) {
				return invocation.proceed();
			}
			try {
				return method.invoke(this.model, invocation.getArguments());
			}
			catch (InvocationTargetException ex) {
				throw ex.getTargetException();
			}
		}

	}

}
