package dev.llmcache.store.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.QueryTimeoutException;

/**
 * Values that Lettuce asks for all at once, whichever master has them.
 */
final class LettuceValues implements Values {

	private final RedisClusterAsyncCommands<byte[], byte[]> commands;

	private final Duration deadline;

	LettuceValues(RedisClusterAsyncCommands<byte[], byte[]> commands, Duration deadline) {
		this.commands = commands;
		this.deadline = deadline;
	}

	@Override
	public Map<Integer, byte[]> get(List<byte[]> keys, @Nullable Duration lifetime) {
		List<RedisFuture<byte[]>> asked = keys.stream().map(this.commands::get).toList();
		List<RedisFuture<?>> commands = new ArrayList<>(asked);
		if (lifetime != null) {
			keys.forEach((key) -> commands.add(this.commands.pexpire(key, Lifetime.toMillis(lifetime))));
		}
		await(commands);
		Map<Integer, byte[]> values = new HashMap<>();
		for (int i = 0; i < keys.size(); i++) {
			byte[] value = asked.get(i).toCompletableFuture().join();
			if (value != null) {
				values.put(i, value);
			}
		}
		return values;
	}

	@Override
	public void put(List<byte[]> keys, List<byte[]> values, Duration lifetime) {
		long millis = Lifetime.toMillis(lifetime);
		List<RedisFuture<?>> commands = new ArrayList<>();
		for (int i = 0; i < keys.size(); i++) {
			commands.add(this.commands.psetex(keys.get(i), millis, values.get(i)));
		}
		await(commands);
	}

	private void await(List<? extends RedisFuture<?>> commands) {
		if (!LettuceFutures.awaitAll(this.deadline.toNanos(), TimeUnit.NANOSECONDS,
				commands.toArray(RedisFuture[]::new))) {
			commands.forEach((command) -> command.cancel(true));
			throw new QueryTimeoutException("Redis did not answer within the deadline");
		}
	}

}
