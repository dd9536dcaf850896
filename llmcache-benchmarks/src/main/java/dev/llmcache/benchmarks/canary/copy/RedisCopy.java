package dev.llmcache.benchmarks.canary.copy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import dev.llmcache.test.servers.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RestoreArgs;
import io.lettuce.core.ScanIterator;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;

/**
 * Copy of all keys of a Redis.
 */
public final class RedisCopy implements StoreCopy {

	private final RedisServer redis;

	private final List<Dumped> copies;

	private RedisCopy(RedisServer redis, List<Dumped> copies) {
		this.redis = redis;
		this.copies = List.copyOf(copies);
	}

	/**
	 * Copies everything.
	 * @param redis where it is
	 * @return the copy
	 */
	public static RedisCopy of(RedisServer redis) {
		return new RedisCopy(redis, ask(redis, (commands) -> {
			List<Dumped> copies = new ArrayList<>();
			for (byte[] key : keys(commands)) {
				byte[] value = commands.dump(key);
				if (value != null) {
					copies.add(new Dumped(key, value, Math.max(0, commands.pttl(key))));
				}
			}
			return copies;
		}));
	}

	@Override
	public void putBack(boolean withKeys) {
		ask(this.redis, (commands) -> {
			keys(commands).stream().filter((key) -> withKeys || !StoreCopy.isOfKeys(name(key))).forEach(commands::del);
			for (Dumped copy : this.copies) {
				if (withKeys || !StoreCopy.isOfKeys(name(copy.key()))) {
					commands.restore(copy.key(), copy.value(), RestoreArgs.Builder.ttl(copy.ttlMillis()));
				}
			}
			return true;
		});
	}

	@Override
	public long keys() {
		return ask(this.redis,
				(commands) -> keys(commands).stream().filter((key) -> StoreCopy.isOfKeys(name(key))).count());
	}

	private static List<byte[]> keys(RedisCommands<byte[], byte[]> commands) {
		return ScanIterator.scan(commands).stream().toList();
	}

	private static String name(byte[] key) {
		return new String(key, StandardCharsets.ISO_8859_1);
	}

	private static <T> T ask(RedisServer redis, Function<RedisCommands<byte[], byte[]>, T> question) {
		try (RedisClient client = RedisClient.create(redis.uri());
				StatefulRedisConnection<byte[], byte[]> connection = client.connect(ByteArrayCodec.INSTANCE)) {
			return Objects.requireNonNull(question.apply(connection.sync()));
		}
	}

	/**
	 * Value of a key, as Redis restores it.
	 *
	 * @param key the key
	 * @param value its value
	 * @param ttlMillis how long it had to live; 0 for ever
	 */
	private record Dumped(byte[] key, byte[] value, long ttlMillis) {

	}

}
