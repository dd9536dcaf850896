package dev.llmcache.store.redis;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import org.jspecify.annotations.Nullable;

import org.springframework.data.redis.connection.RedisConnection;

/**
 * Several string values at a time, which on a cluster may be on several masters. Of one
 * thread.
 */
interface Values {

	/**
	 * Reads values.
	 * @param keys the keys
	 * @param lifetime how long they are kept from now on, or null to leave that as it is
	 * @return the values that there are, by the places of their keys
	 */
	Map<Integer, byte[]> get(List<byte[]> keys, @Nullable Duration lifetime);

	/**
	 * Sets values.
	 * @param keys the keys
	 * @param values as many values in the same order
	 * @param lifetime how long they are kept
	 */
	void put(List<byte[]> keys, List<byte[]> values, Duration lifetime);

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
