package dev.llmcache.store.redis;

import java.util.List;

import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import org.jspecify.annotations.Nullable;

import org.springframework.data.redis.connection.RedisConnection;

/**
 * String values of one prefix, on all masters, a batch at a time. Values that are there
 * all the time are found at least once. Of one thread.
 */
interface Keyspace {

	/** Keys that a server looks at for a batch, so that it keeps nobody waiting. */
	int BATCH = 250;

	/**
	 * Finds more keys.
	 * @return some, maybe none, or null when there are no more
	 */
	@Nullable List<byte[]> scan();

	/**
	 * Reads the first bytes of values.
	 * @param keys the keys
	 * @param length how many bytes of each
	 * @return the bytes, fewer where a value is shorter
	 */
	List<byte[]> starts(List<byte[]> keys, int length);

	/**
	 * Removes values.
	 * @param keys the keys, one at the least
	 * @return how many there were
	 */
	long remove(List<byte[]> keys);

	/**
	 * Opens the keyspace of a prefix.
	 * @param connection the connection, open until the end
	 * @param prefix what the keys start with
	 * @return the keyspace
	 */
	@SuppressWarnings("unchecked")
	static Keyspace of(RedisConnection connection, String prefix) {
		byte[] pattern = pattern(prefix);
		if (connection.getNativeConnection() instanceof RedisClusterAsyncCommands<?, ?> lettuce) {
			return new LettuceKeyspace((RedisClusterAsyncCommands<byte[], byte[]>) lettuce, pattern);
		}
		return new CommonKeyspace(connection, pattern);
	}

	static byte[] pattern(String prefix) {
		return LuaScript.bytes(prefix.replaceAll("[\\\\*?\\[\\]]", "\\\\$0") + "*");
	}

}
