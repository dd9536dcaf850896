package dev.llmcache.store.redis;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

class RedisLeaseStoreOnBorrowedConnectionsIT extends RedisLeaseStoreIT {

	@Override
	RedisConnections connections(LettuceConnectionFactory factory) {
		return RedisConnections.of(new RedisTestConnections.OtherFactory(factory), RedisTestConnections.AMPLE);
	}

}
