package dev.llmcache.store.redis;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

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
	public Map<Integer, byte[]> get(List<byte[]> keys, @Nullable Duration lifetime) {
		Map<Integer, byte[]> values = new HashMap<>();
		for (int i = 0; i < keys.size(); i++) {
			byte[] value = this.connection.stringCommands().get(keys.get(i));
			if (value != null) {
				values.put(i, value);
				if (lifetime != null) {
					this.connection.keyCommands().pExpire(keys.get(i), Lifetime.toMillis(lifetime));
				}
			}
		}
		return values;
	}

	@Override
	public void put(List<byte[]> keys, List<byte[]> values, Duration lifetime) {
		long millis = Lifetime.toMillis(lifetime);
		for (int i = 0; i < keys.size(); i++) {
			this.connection.stringCommands().pSetEx(keys.get(i), millis, values.get(i));
		}
	}

}
