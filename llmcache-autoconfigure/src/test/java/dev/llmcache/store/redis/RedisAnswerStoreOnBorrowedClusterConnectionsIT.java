package dev.llmcache.store.redis;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

class RedisAnswerStoreOnBorrowedClusterConnectionsIT extends RedisAnswerStoreOnClusterIT {

	@Override
	RedisConnections connections(LettuceConnectionFactory factory) {
		return RedisConnections.of(new RedisTestConnections.OtherFactory(factory), RedisTestConnections.AMPLE);
	}

}
