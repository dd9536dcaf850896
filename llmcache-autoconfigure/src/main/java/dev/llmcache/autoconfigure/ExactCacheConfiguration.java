package dev.llmcache.autoconfigure;

import java.time.InstantSource;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.llmcache.AnswerComparison;
import dev.llmcache.AnswerLayer;
import dev.llmcache.Candidates;
import dev.llmcache.Deadline;
import dev.llmcache.Generations;
import dev.llmcache.Layer;
import dev.llmcache.autoconfigure.LlmCacheProperties.ExactStore;
import dev.llmcache.autoconfigure.LlmCacheProperties.Writes;
import dev.llmcache.breaker.Breakers;
import dev.llmcache.breaker.DeadlineLayer;
import dev.llmcache.exact.AnswerCandidates;
import dev.llmcache.exact.ExactCache;
import dev.llmcache.key.Keyring;
import dev.llmcache.store.AnswerStore;
import dev.llmcache.store.NearCachedAnswerStore;
import dev.llmcache.store.WriteQueue;
import dev.llmcache.store.caffeine.CaffeineAnswerStore;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.StringUtils;

/**
 * The exact layer: in this process, or in the application's Redis with this process in
 * front.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(Caffeine.class)
@ConditionalOnProperty(name = "llmcache.exact.enabled", matchIfMissing = true)
class ExactCacheConfiguration {

	private static final String STORE = "llmcache.exact.store";

	@Bean
	@ConditionalOnMissingBean(value = ExactCache.class, name = "llmCacheExactLayer")
	AnswerLayer llmCacheExactLayer(AnswerStore store, Generations generations, Keyring keyring,
			ObjectProvider<AnswerComparison> comparison, LlmCacheProperties properties, ObservedStores observed,
			Breakers breakers, ObjectProvider<GenerationAuthority> authority) {
		ExactCache cache = new ExactCache(store, generations, keyring.currentId(), InstantSource.system(),
				latest(comparison));
		GenerationAuthority chosen = authority.getIfAvailable();
		boolean isLocal = store instanceof CaffeineAnswerStore && chosen != null && !chosen.shared();
		return isLocal ? cache
				: new DeadlineLayer(cache,
						new Deadline(properties.exact().timeout(), observed.threads("llmcache-lookup-")),
						breakers.ofLookups(Layer.EXACT));
	}

	@Bean
	@ConditionalOnMissingBean
	Candidates llmCacheCandidates(AnswerStore store, @Qualifier("llmCacheExactWriteQueue") WriteQueue writes,
			Generations generations, Keyring keyring, ObjectProvider<AnswerComparison> comparison) {
		return new AnswerCandidates(store, writes, generations, latest(comparison), keyring.currentId(),
				InstantSource.system());
	}

	// The semantic layer's, which needs this one
	private static AnswerComparison latest(ObjectProvider<AnswerComparison> comparison) {
		return (query, stored, answer) -> comparison.getIfAvailable(() -> AnswerComparison.BY_TEXT)
			.saySame(query, stored, answer);
	}

	@Bean
	@ConditionalOnMissingBean(AnswerStore.class)
	ExactStoreChoice llmCacheExactStoreChoice(LlmCacheProperties properties, StartupReport report,
			ObjectProvider<RedisStores> redis) {
		return new ExactStoreChoice(choose(properties, report, redis));
	}

	@Bean
	@ConditionalOnMissingBean
	AnswerStore llmCacheAnswerStore(LlmCacheProperties properties, ExactStoreChoice choice,
			@Qualifier("llmCacheExactWriteQueue") WriteQueue writes, Generations generations) {
		long bytes = properties.exact().maxSize().toBytes();
		AnswerStore near = new CaffeineAnswerStore(bytes, properties.limits().share(bytes, properties.tenancy()),
				InstantSource.system());
		RedisStores shared = choice.redis();
		return (shared != null) ? new NearCachedAnswerStore(near, shared.answers(), writes, generations) : near;
	}

	// Not a candidate for whoever injects an Executor, nor a reason for Boot's to back
	// off
	@Bean(defaultCandidate = false)
	WriteQueue llmCacheExactWriteQueue(LlmCacheProperties properties) {
		Writes writes = properties.writes();
		return new WriteQueue("exact answers", writes.queueCapacity(), writes.threads(), writes.drainTimeout());
	}

	@Bean
	DrainLifecycle llmCacheExactWriteQueueLifecycle(@Qualifier("llmCacheExactWriteQueue") WriteQueue writes) {
		return new DrainLifecycle(writes::close, DrainLifecycle.WRITES);
	}

	@Bean
	WarmUp llmCacheWarmUp() {
		return new WarmUp();
	}

	private static @Nullable RedisStores choose(LlmCacheProperties properties, StartupReport report,
			ObjectProvider<RedisStores> redis) {
		ExactStore store = properties.exact().store();
		RedisStores factory = redis.getIfAvailable();
		return switch (store) {
			case CAFFEINE -> reported(report, "caffeine", STORE, null);
			case REDIS -> {
				Secrets.requireFor(STORE, "redis", properties);
				if (factory == null) {
					throw new LlmCacheConfigurationException(
							"'%s=redis' needs a RedisConnectionFactory bean, and there is none.".formatted(STORE),
							"Add spring-boot-starter-data-redis and set 'spring.data.redis.url', or set '%s' to 'caffeine'."
								.formatted(STORE));
				}
				yield reported(report, "redis", STORE, factory);
			}
			case AUTO -> {
				boolean keyed = StringUtils.hasText(properties.key());
				yield (factory != null && keyed) ? reported(report, "redis", "auto: llmcache.key is set", factory)
						: reported(report, "caffeine",
								(factory != null) ? "auto: llmcache.key is not set" : "auto: no Redis", null);
			}
		};
	}

	private static <T extends @Nullable Object> T reported(StartupReport report, String store, String why, T choice) {
		report.add("exact", store, why);
		return choice;
	}

}
