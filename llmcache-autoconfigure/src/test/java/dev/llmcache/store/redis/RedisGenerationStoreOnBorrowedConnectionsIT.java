package dev.llmcache.store.redis;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

class RedisGenerationStoreOnBorrowedConnectionsIT extends RedisGenerationStoreIT {

	@Override
	RedisConnections connections(LettuceConnectionFactory factory) {
		return RedisConnections.of(new RedisTestConnections.OtherFactory(factory), RedisTestConnections.AMPLE);
	}

}
