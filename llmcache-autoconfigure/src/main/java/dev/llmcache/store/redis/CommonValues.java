package dev.llmcache.store.redis;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.springframework.data.redis.connection.RedisConnection;

/**
 * Values by what all drivers can do, one command after the other.
 */
final class CommonValues implements Values {

	private final RedisConnection connection;

	CommonValues(RedisConnection connection) {
		this.connection = connection;
	}

	@Override
	public Map<Integer, byte[]> get(List<byte[]> keys) {
		Map<Integer, byte[]> values = new HashMap<>();
		for (int i = 0; i < keys.size(); i++) {
			byte[] value = this.connection.stringCommands().get(keys.get(i));
			if (value != null) {
				values.put(i, value);
			}
		}
		return values;
	}

	@Override
	public void put(Map<byte[], byte[]> values, Duration lifetime) {
		long millis = Lifetime.toMillis(lifetime);
		values.forEach((key, value) -> this.connection.stringCommands().pSetEx(key, millis, value));
	}

	@Override
	public void touch(byte[] key, Duration lifetime) {
		this.connection.keyCommands().pExpire(key, Lifetime.toMillis(lifetime));
	}

}
