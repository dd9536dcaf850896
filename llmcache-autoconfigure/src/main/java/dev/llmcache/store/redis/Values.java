package dev.llmcache.store.redis;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import org.springframework.data.redis.connection.RedisConnection;

/**
 * Several string values at a time, which on a cluster may be on several masters. Of one
 * thread.
 */
interface Values {

	/**
	 * Reads values.
	 * @param keys the keys
	 * @return the values that there are, by the places of their keys
	 */
	Map<Integer, byte[]> get(List<byte[]> keys);

	/**
	 * Sets values.
	 * @param values the values by their keys
	 * @param lifetime how long they are kept
	 */
	void put(Map<byte[], byte[]> values, Duration lifetime);

	/**
	 * Has a value kept for longer, if that can be done without waiting for it.
	 * @param key its key
	 * @param lifetime how long from now on
	 */
	void touch(byte[] key, Duration lifetime);

	/**
	 * Opens the values of a connection.
	 * @param connection the connection, open until the end
	 * @param deadline how long a call may take
	 * @return the values
	 */
	@SuppressWarnings("unchecked")
	static Values of(RedisConnection connection, Duration deadline) {
		if (connection.getNativeConnection() instanceof RedisClusterAsyncCommands<?, ?> lettuce) {
			return new LettuceValues((RedisClusterAsyncCommands<byte[], byte[]>) lettuce, deadline);
		}
		return new CommonValues(connection);
	}

}
