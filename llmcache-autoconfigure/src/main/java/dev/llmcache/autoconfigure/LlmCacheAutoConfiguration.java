package dev.llmcache.autoconfigure;

import java.time.InstantSource;
import java.util.List;

import dev.llmcache.AnswerLayer;
import dev.llmcache.CacheHooks;
import dev.llmcache.Candidates;
import dev.llmcache.Generations;
import dev.llmcache.Layer;
import dev.llmcache.LlmCache;
import dev.llmcache.Marks;
import dev.llmcache.advisor.AnswerRule;
import dev.llmcache.advisor.CacheAdvisors;
import dev.llmcache.advisor.CallExplainer;
import dev.llmcache.advisor.CallSettings;
import dev.llmcache.advisor.CorpusNames;
import dev.llmcache.advisor.RefreshSettings;
import dev.llmcache.advisor.StoreControls;
import dev.llmcache.advisor.TagResolver;
import dev.llmcache.advisor.prefix.PrefixAdvisor;
import dev.llmcache.embedding.EmbeddingCache;
import dev.llmcache.embedding.VectorMemory;
import dev.llmcache.identity.IdentitySources;
import dev.llmcache.identity.TrustedWriter;
import dev.llmcache.key.Keyring;
import dev.llmcache.policy.CachePolicies;
import dev.llmcache.store.LeaseStore;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClientBuilderCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of the cache: its layers, the advisor, and the chat clients that go
 * through it.
 * <p>
 * After all others, since any of them may bring the embedding model, the Redis or the
 * database that it takes if they are there.
 */
@AutoConfiguration(afterName = { "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration",
		"org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration" })
@AutoConfigureOrder(Ordered.LOWEST_PRECEDENCE)
@ConditionalOnClass(ChatClient.class)
@ConditionalOnProperty(name = "llmcache.enabled", matchIfMissing = true)
@EnableConfigurationProperties(LlmCacheProperties.class)
@Import({ StartupConfiguration.class, EncryptionConfiguration.class, StoresConfiguration.class,
		KeyringConfiguration.class, IdentityConfiguration.class, RedisConfiguration.class, FreshnessConfiguration.class,
		VectorStoreConfiguration.class, ExactCacheConfiguration.class, VectorMemoryConfiguration.class,
		EmbeddingConfiguration.class, SemanticCacheConfiguration.class, TransferConfiguration.class,
		PricingConfiguration.class, ReportConfiguration.class, PrefixConfiguration.class, EdgeConfiguration.class })
public final class LlmCacheAutoConfiguration {

	@Bean
	static LlmCachedBeanPostProcessor llmCachedBeanPostProcessor(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<CacheAdvisors> advisors, ObjectProvider<LlmCacheProperties> properties) {
		return new LlmCachedBeanPostProcessor(beanFactory, advisors, properties);
	}

	@Bean
	@ConditionalOnMissingBean
	LlmCache llmCache(ObjectProvider<AnswerLayer> layers, ObjectProvider<EmbeddingCache> embeddings,
			VectorMemory memory, Generations generations, Marks marks, CacheHooks hooks, LlmCacheProperties properties,
			StartupReport report) {
		boolean embeds = embeddings.getIfAvailable() != null || !properties.embedding().beans().isEmpty();
		LlmCache cache = new LlmCache(layers.orderedStream().toList(),
				(embeds && properties.embedding().enabled()) ? List.of(memory) : List.of(), generations, marks, hooks);
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
	CachePolicies llmCachePolicies(LlmCacheProperties properties) {
		return new CachePolicies(Policies.of(properties));
	}

	@Bean
	@ConditionalOnMissingBean
	CacheAdvisors llmCacheAdvisors(LlmCache cache, Keyring keyring, CachePolicies policies,
			LlmCacheProperties properties, Environment environment, IdentitySources identities,
			ObjectProvider<AnswerRule> rules, ObjectProvider<TagResolver> tagResolvers,
			ObjectProvider<CorpusNames> corpora, LeaseStore leases, ObjectProvider<PrefixAdvisor> prefix,
			ObjectProvider<TrustedWriter> writers, ObjectProvider<Candidates> candidates) {
		StoreControls controls = new PublicWriters(writers, candidates).controls(policies.byName().values(),
				properties.limits());
		CallSettings settings = new CallSettings(properties.namespaceOr(environment), properties.version(), identities,
				rules.orderedStream().toList(), tagResolvers.orderedStream().toList(),
				corpora.getIfAvailable(() -> CorpusNames.NONE),
				new RefreshSettings(properties.refresh().maxConcurrent(), properties.refresh().drainTimeout()),
				prefix.getIfAvailable(), controls);
		return CacheAdvisors.of(cache, keyring, policies.byName(), settings, leases, InstantSource.system());
	}

	@Bean
	DrainLifecycle llmCacheRefreshLifecycle(CacheAdvisors advisors) {
		return new DrainLifecycle(advisors::stopRefreshing, DrainLifecycle.REFRESHES);
	}

	@Bean
	InvalidationEvents llmCacheInvalidationEvents(LlmCache cache) {
		return new InvalidationEvents(cache);
	}

	@Bean
	@ConditionalOnMissingBean
	CallExplainer llmCacheCallExplainer(CacheAdvisors advisors) {
		return advisors.explainer();
	}

	@Bean
	@ConditionalOnProperty(name = "llmcache.apply-to", havingValue = "all")
	ChatClientBuilderCustomizer llmCacheChatClientBuilderCustomizer(ObjectProvider<CacheAdvisors> advisors) {
		return (builder) -> builder.defaultAdvisors(advisors.getObject().all());
	}

}
