package dev.llmcache.store.redis;

import java.util.UUID;

import dev.llmcache.store.ObservationStore;
import dev.llmcache.store.ObservationStoreContract;
import dev.llmcache.test.servers.RedisServer;
import org.junit.jupiter.api.AfterEach;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

class RedisObservationStoreIT extends ObservationStoreContract {

	private final String prefix = "test:" + UUID.randomUUID() + ":";

	private final LettuceConnectionFactory application = RedisTestConnections.application(RedisServer.shared());

	private final RedisConnections connections = RedisConnections.of(this.application, RedisTestConnections.AMPLE);

	private final RedisObservationStore store = new RedisObservationStore(this.connections, this.prefix);

	@Override
	protected ObservationStore store() {
		return this.store;
	}

	@AfterEach
	void close() {
		new RawKeys(this.application, this.prefix).deleteAll();
		this.connections.close();
		this.application.destroy();
	}

}
