package dev.llmcache.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import dev.llmcache.LlmCached;
import dev.llmcache.advisor.CacheAdvisors;
import dev.llmcache.advisor.CachedChatClient;
import dev.llmcache.policy.CachePolicy;
import dev.llmcache.policy.PolicySettings;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Puts the cache in front of chat clients whose bean method is annotated.
 */
final class LlmCachedBeanPostProcessor implements BeanPostProcessor {

	private static final Log logger = LogFactory.getLog(LlmCacheAutoConfiguration.class);

	private final ConfigurableListableBeanFactory beanFactory;

	private final ObjectProvider<CacheAdvisors> advisors;

	private final ObjectProvider<LlmCacheProperties> properties;

	LlmCachedBeanPostProcessor(ConfigurableListableBeanFactory beanFactory, ObjectProvider<CacheAdvisors> advisors,
			ObjectProvider<LlmCacheProperties> properties) {
		this.beanFactory = beanFactory;
		this.advisors = advisors;
		this.properties = properties;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		LlmCached annotation = annotation(beanName);
		if (annotation == null) {
			return bean;
		}
		if (!(bean instanceof ChatClient client)) {
			throw new LlmCacheConfigurationException("The bean '%s' is annotated with @LlmCached and is a %s."
				.formatted(beanName, bean.getClass().getName()), "Annotate a @Bean method that returns a ChatClient.");
		}
		PolicySettings policy = policy(annotation.value(), beanName);
		CachedChatClient cached = new CachedChatClient(client, this.advisors.getObject(), beanName, annotation.value());
		List<String> skipped = cached.advisorsSkippedOnHit(policy);
		if (!skipped.isEmpty()) {
			logger.info("A hit of the chat client '%s' skips %s, unless the policy '%s' names them in advisors-on-hit"
				.formatted(beanName, skipped, annotation.value()));
		}
		return cached;
	}

	private @Nullable LlmCached annotation(String beanName) {
		return this.beanFactory.containsBeanDefinition(beanName)
				? this.beanFactory.findAnnotationOnBean(beanName, LlmCached.class, false) : null;
	}

	private PolicySettings policy(String name, String beanName) {
		Map<String, CachePolicy> policies = Policies.of(this.properties.getObject());
		CachePolicy policy = policies.get(name);
		if (policy == null) {
			throw new LlmCacheConfigurationException(
					"@LlmCached on the bean '%s' names the policy '%s', which does not exist. Policies are %s."
						.formatted(beanName, name, new TreeSet<>(policies.keySet())),
					"Set a property under 'llmcache.policies.%s', such as 'llmcache.policies.%s.ttl', or correct the name."
						.formatted(name, name));
		}
		return policy.settings();
	}

}
