package dev.llmcache.store.redis;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.data.redis.connection.RedisClusterConnection;
import org.springframework.data.redis.connection.RedisConnection;

/**
 * Values by what all drivers can do: commands in a pipeline, or one after the other on a
 * cluster.
 */
final class CommonValues implements Values {

	private final RedisConnection connection;

	CommonValues(RedisConnection connection) {
		this.connection = connection;
	}

	@Override
	public Map<Integer, byte[]> get(List<byte[]> keys, @Nullable Duration lifetime) {
		return (this.connection instanceof RedisClusterConnection) ? getEach(keys, lifetime)
				: getTogether(keys, lifetime);
	}

	private Map<Integer, byte[]> getEach(List<byte[]> keys, @Nullable Duration lifetime) {
		Map<Integer, byte[]> values = new HashMap<>();
		for (int i = 0; i < keys.size(); i++) {
			byte[] value = this.connection.stringCommands().get(keys.get(i));
			if (value != null) {
				values.put(i, value);
				keep(keys.get(i), lifetime);
			}
		}
		return values;
	}

	private Map<Integer, byte[]> getTogether(List<byte[]> keys, @Nullable Duration lifetime) {
		this.connection.openPipeline();
		keys.forEach((key) -> this.connection.stringCommands().get(key));
		keys.forEach((key) -> keep(key, lifetime));
		List<? extends @Nullable Object> answers = this.connection.closePipeline();
		Map<Integer, byte[]> values = new HashMap<>();
		for (int i = 0; i < keys.size(); i++) {
			if (answers.get(i) instanceof byte[] value) {
				values.put(i, value);
			}
		}
		return values;
	}

	private void keep(byte[] key, @Nullable Duration lifetime) {
		if (lifetime != null) {
			this.connection.keyCommands().pExpire(key, Lifetime.toMillis(lifetime));
		}
	}

	@Override
	public void put(List<byte[]> keys, List<byte[]> values, Duration lifetime) {
		boolean together = !(this.connection instanceof RedisClusterConnection);
		if (together) {
			this.connection.openPipeline();
		}
		for (int i = 0; i < keys.size(); i++) {
			this.connection.stringCommands().pSetEx(keys.get(i), Lifetime.toMillis(lifetime), values.get(i));
		}
		if (together) {
			this.connection.closePipeline();
		}
	}

}
