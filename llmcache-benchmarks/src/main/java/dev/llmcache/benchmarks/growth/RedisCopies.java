package dev.llmcache.benchmarks.growth;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.llmcache.Fingerprint;
import dev.llmcache.store.redis.RedisAnswerStore;
import dev.llmcache.test.servers.RedisServer;
import io.lettuce.core.KeyValue;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import org.awaitility.Awaitility;

/**
 * Writes what the cache stored once more under other keys of its form, by plain Lettuce
 * and many at once.
 */
final class RedisCopies implements AutoCloseable {

	private static final int AT_ONCE = 5_000;

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private static final SetArgs KEPT = SetArgs.Builder.ex(Duration.ofDays(1));

	private final List<RedisFuture<String>> written = new ArrayList<>();

	private final RedisClient client;

	private final StatefulRedisConnection<byte[], byte[]> connection;

	/**
	 * Connects.
	 * @param server the server
	 */
	RedisCopies(RedisServer server) {
		this.client = RedisClient.create(server.uri());
		this.connection = this.client.connect(ByteArrayCodec.INSTANCE);
	}

	/**
	 * Waits until the cache has stored what it has to.
	 * @param count how many records
	 * @return the records
	 */
	List<byte[]> records(int count) {
		String pattern = RedisAnswerStore.DEFAULT_PREFIX + "*";
		List<byte[]> names = Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> this.connection.sync().keys(pattern), (found) -> found.size() == count);
		return this.connection.sync().mget(names.toArray(byte[][]::new)).stream().map(KeyValue::getValue).toList();
	}

	/**
	 * Writes a record, at the latest when this is closed.
	 * @param key what it is found by
	 * @param record the record in binary form
	 */
	void put(Fingerprint key, byte[] record) {
		this.connection.setAutoFlushCommands(false);
		this.written.add(this.connection.async().set(name(key), record, KEPT));
		if (this.written.size() == AT_ONCE) {
			flush();
		}
	}

	private static byte[] name(Fingerprint key) {
		String fingerprint = Base64.getUrlEncoder().withoutPadding().encodeToString(key.bytes());
		return (RedisAnswerStore.DEFAULT_PREFIX + fingerprint).getBytes(StandardCharsets.UTF_8);
	}

	private void flush() {
		this.connection.flushCommands();
		if (!LettuceFutures.awaitAll(PATIENCE.toNanos(), TimeUnit.NANOSECONDS,
				this.written.toArray(RedisFuture[]::new))) {
			throw new IllegalStateException("Redis does not answer");
		}
		this.written.clear();
	}

	@Override
	public void close() {
		flush();
		this.client.shutdown();
	}

}
