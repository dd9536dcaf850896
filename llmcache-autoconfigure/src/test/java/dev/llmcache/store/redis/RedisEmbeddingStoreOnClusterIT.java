package dev.llmcache.store.redis;

import dev.llmcache.test.servers.RedisCluster;

import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

class RedisEmbeddingStoreOnClusterIT extends RedisEmbeddingStoreIT {

	@Override
	LettuceConnectionFactory application() {
		return RedisTestConnections.application(RedisCluster.shared(),
				LettuceClientConfiguration.defaultConfiguration());
	}

}
