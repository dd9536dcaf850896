package dev.llmcache.store.redis;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

class RedisAnswerStoreOnBorrowedConnectionsIT extends RedisAnswerStoreIT {

	@Override
	RedisConnections connections(LettuceConnectionFactory factory) {
		return RedisConnections.of(new RedisTestConnections.OtherFactory(factory), RedisTestConnections.AMPLE);
	}

}
