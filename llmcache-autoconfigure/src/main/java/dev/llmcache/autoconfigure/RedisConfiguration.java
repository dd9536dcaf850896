package dev.llmcache.autoconfigure;

import java.time.InstantSource;

import dev.llmcache.store.AnswerStore;
import dev.llmcache.store.GenerationStore;
import dev.llmcache.store.LeaseStore;
import dev.llmcache.store.redis.RedisAnswerStore;
import dev.llmcache.store.redis.RedisConnections;
import dev.llmcache.store.redis.RedisGenerationStore;
import dev.llmcache.store.redis.RedisLeaseStore;
import io.lettuce.core.RedisClient;

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
	RedisStores llmCacheRedisStores(RedisConnectionFactory connectionFactory, LlmCacheProperties properties) {
		return new Stores(connectionFactory, properties.exact().redis());
	}

	private record Stores(RedisConnectionFactory factory, LlmCacheProperties.Redis settings) implements RedisStores {

		@Override
		public AnswerStore answers() {
			return new RedisAnswerStore(connections(), this.settings.keyPrefix(), InstantSource.system());
		}

		@Override
		public GenerationStore generations() {
			return new RedisGenerationStore(connections(), RedisGenerationStore.DEFAULT_PREFIX);
		}

		@Override
		public LeaseStore leases() {
			return new RedisLeaseStore(connections(), RedisGenerationStore.DEFAULT_PREFIX);
		}

		private RedisConnections connections() {
			return RedisConnections.of(this.factory, this.settings.timeout());
		}

	}

}
