package dev.llmcache.autoconfigure;

import java.time.InstantSource;

import dev.llmcache.breaker.Breaker;
import dev.llmcache.breaker.Breakers;
import dev.llmcache.store.AnswerStore;
import dev.llmcache.store.DataKeyStore;
import dev.llmcache.store.GenerationStore;
import dev.llmcache.store.LeaseStore;
import dev.llmcache.store.ObservationStore;
import dev.llmcache.store.RecordForm;
import dev.llmcache.store.redis.RedisAnswerStore;
import dev.llmcache.store.redis.RedisConnections;
import dev.llmcache.store.redis.RedisDataKeyStore;
import dev.llmcache.store.redis.RedisGenerationStore;
import dev.llmcache.store.redis.RedisLeaseStore;
import dev.llmcache.store.redis.RedisObservationStore;
import dev.llmcache.store.redis.RedisSettingsCheck;
import io.lettuce.core.RedisClient;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * What may be kept in the application's Redis.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({ RedisConnectionFactory.class, RedisClient.class })
class RedisConfiguration {

	@Bean
	@ConditionalOnSingleCandidate(RedisConnectionFactory.class)
	RedisStores llmCacheRedisStores(RedisConnectionFactory connectionFactory, LlmCacheProperties properties,
			RecordForm form, ObservedStores observed, Breakers breakers) {
		return new Stores(connectionFactory, properties.exact().redis(), form, observed,
				breakers.ofServer(Stores.REDIS));
	}

	/**
	 * Stores on two connections: one for answers, which may be large, and one for what
	 * must not wait behind them.
	 */
	private static final class Stores implements RedisStores {

		private static final String REDIS = "redis";

		private final RedisConnectionFactory factory;

		private final LlmCacheProperties.Redis settings;

		private final RecordForm form;

		private final ObservedStores observed;

		private final Breaker breaker;

		private @Nullable RedisConnections small;

		private @Nullable RedisSettingsCheck check;

		Stores(RedisConnectionFactory factory, LlmCacheProperties.Redis settings, RecordForm form,
				ObservedStores observed, Breaker breaker) {
			this.factory = factory;
			this.settings = settings;
			this.form = form;
			this.observed = observed;
			this.breaker = breaker;
		}

		@Override
		public AnswerStore answers() {
			return this.observed.answers(REDIS,
					new RedisAnswerStore(connect(), this.settings.keyPrefix(), this.form, InstantSource.system()));
		}

		@Override
		public GenerationStore generations() {
			return this.observed.generations(REDIS,
					new RedisGenerationStore(small(), RedisGenerationStore.DEFAULT_PREFIX));
		}

		@Override
		public LeaseStore leases() {
			return this.observed.leases(REDIS, new RedisLeaseStore(small(), RedisGenerationStore.DEFAULT_PREFIX));
		}

		@Override
		public ObservationStore observations() {
			return this.observed.observations(REDIS,
					new RedisObservationStore(small(), RedisGenerationStore.DEFAULT_PREFIX));
		}

		@Override
		public DataKeyStore dataKeys() {
			return new RedisDataKeyStore(small(), RedisGenerationStore.DEFAULT_PREFIX);
		}

		private synchronized RedisConnections small() {
			if (this.small == null) {
				this.small = connect();
			}
			return this.small;
		}

		private synchronized RedisConnections connect() {
			RedisConnections connections = RedisConnections.of(this.factory, this.settings.timeout(), this.breaker);
			if (this.check == null) {
				this.check = RedisSettingsCheck.start(connections);
			}
			return connections;
		}

		@Override
		public synchronized void close() {
			if (this.check != null) {
				this.check.close();
			}
			if (this.small != null) {
				this.small.close();
			}
		}

	}

}
