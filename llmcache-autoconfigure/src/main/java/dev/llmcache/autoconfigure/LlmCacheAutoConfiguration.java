package dev.llmcache.autoconfigure;

import java.time.InstantSource;

import dev.llmcache.AnswerLayer;
import dev.llmcache.Layer;
import dev.llmcache.LlmCache;
import dev.llmcache.advisor.CacheAdvisors;
import dev.llmcache.advisor.CallSettings;
import dev.llmcache.identity.IdentitySources;
import dev.llmcache.key.Keyring;
import dev.llmcache.store.WriteQueue;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClientBuilderCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Auto-configuration of the cache: its layers, the advisor, and the chat clients that go
 * through it.
 * <p>
 * After those of Redis, JDBC and the embedding models, whose beans it takes if they are
 * there.
 */
@AutoConfiguration(afterName = { "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration",
		"org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
		"org.springframework.ai.model.openai.autoconfigure.OpenAiEmbeddingAutoConfiguration",
		"org.springframework.ai.model.ollama.autoconfigure.OllamaEmbeddingAutoConfiguration",
		"org.springframework.ai.model.transformers.autoconfigure.TransformersEmbeddingModelAutoConfiguration" })
@ConditionalOnClass(ChatClient.class)
@ConditionalOnProperty(name = "llmcache.enabled", matchIfMissing = true)
@EnableConfigurationProperties(LlmCacheProperties.class)
@Import({ KeyringConfiguration.class, IdentityConfiguration.class, ExactCacheConfiguration.class,
		EmbeddingConfiguration.class, SemanticCacheConfiguration.class })
public final class LlmCacheAutoConfiguration {

	@Bean
	static LlmCachedBeanPostProcessor llmCachedBeanPostProcessor(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<CacheAdvisors> advisors, ObjectProvider<LlmCacheProperties> properties) {
		return new LlmCachedBeanPostProcessor(beanFactory, advisors, properties);
	}

	@Bean
	StartupReport llmCacheStartupReport() {
		return new StartupReport();
	}

	// Not a candidate for whoever injects an Executor, nor a reason for Boot's to back
	// off
	@Bean(defaultCandidate = false)
	WriteQueue llmCacheWriteQueue(LlmCacheProperties properties) {
		return new WriteQueue("answers", properties.writes().queueCapacity(), properties.writes().threads(),
				properties.writes().drainTimeout());
	}

	@Bean
	WriteQueueLifecycle llmCacheWriteQueueLifecycle(@Qualifier("llmCacheWriteQueue") WriteQueue writes) {
		return new WriteQueueLifecycle(writes);
	}

	@Bean
	@ConditionalOnMissingBean
	LlmCache llmCache(ObjectProvider<AnswerLayer> layers, LlmCacheProperties properties, StartupReport report) {
		LlmCache cache = new LlmCache(layers.orderedStream().toList(), new LayerFailures(InstantSource.system()));
		if (!cache.layers().contains(Layer.EXACT)) {
			report.add("exact", "off", properties.exact().enabled() ? "no Caffeine" : "llmcache.exact.enabled");
		}
		if (!cache.layers().contains(Layer.SEMANTIC)) {
			report.add("semantic", "off", properties.semantic().enabled()
					? "no EmbeddingModel bean and no model on the class path" : "llmcache.semantic.enabled");
		}
		return cache;
	}

	@Bean
	@ConditionalOnMissingBean
	CacheAdvisors llmCacheAdvisors(LlmCache cache, Keyring keyring, LlmCacheProperties properties,
			Environment environment, IdentitySources identities) {
		String namespace = StringUtils.hasText(properties.namespace()) ? properties.namespace()
				: environment.getProperty("spring.application.name", "");
		CallSettings settings = new CallSettings(namespace, properties.version(), identities);
		return CacheAdvisors.of(cache, keyring, Policies.of(properties), settings, InstantSource.system());
	}

	@Bean
	@ConditionalOnProperty(name = "llmcache.apply-to", havingValue = "all")
	ChatClientBuilderCustomizer llmCacheChatClientBuilderCustomizer(ObjectProvider<CacheAdvisors> advisors) {
		return (builder) -> builder.defaultAdvisors(advisors.getObject().all());
	}

}
