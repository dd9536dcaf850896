package dev.llmcache.benchmarks.speed;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.llmcache.Stamp;
import dev.llmcache.test.servers.RedisServer;
import io.lettuce.core.KeyValue;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;

/**
 * Reads of a record and of the generations of its stamps as plain Lettuce has them: both
 * commands at once over a connection of their own, within a time. It makes nothing of
 * what it reads. Of one thread.
 */
final class PipelinedReads implements AutoCloseable {

	private static final String GENERATIONS = "llmcache:{g}:";

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private final RedisClient client;

	private final StatefulRedisConnection<byte[], byte[]> connection;

	private final byte[] record;

	private final byte[][] generations;

	/**
	 * Connects.
	 * @param redis the server
	 * @param name key of the record
	 * @param stamps the record's stamps
	 */
	PipelinedReads(RedisServer redis, String name, Collection<Stamp> stamps) {
		this.client = RedisClient.create(redis.uri());
		this.connection = this.client.connect(ByteArrayCodec.INSTANCE);
		this.record = name.getBytes(StandardCharsets.UTF_8);
		this.generations = stamps.stream().map(PipelinedReads::name).toArray(byte[][]::new);
	}

	private static byte[] name(Stamp stamp) {
		String mark = Base64.getUrlEncoder().withoutPadding().encodeToString(stamp.mark().bytes());
		return (GENERATIONS + mark).getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Reads both.
	 * @return whether the record and all generations are there
	 */
	boolean read() {
		this.connection.setAutoFlushCommands(false);
		RedisFuture<byte[]> value = this.connection.async().get(this.record);
		RedisFuture<List<KeyValue<byte[], byte[]>>> values = this.connection.async().mget(this.generations);
		this.connection.flushCommands();
		this.connection.setAutoFlushCommands(true);
		await(value, values);
		return value.toCompletableFuture().join() != null
				&& values.toCompletableFuture().join().stream().allMatch(KeyValue::hasValue);
	}

	/**
	 * Reads the record alone, which is all that a hit sends as long as the generations
	 * are remembered.
	 * @return whether it is there
	 */
	boolean readRecord() {
		RedisFuture<byte[]> value = this.connection.async().get(this.record);
		await(value);
		return value.toCompletableFuture().join() != null;
	}

	private static void await(RedisFuture<?>... commands) {
		if (!LettuceFutures.awaitAll(PATIENCE.toNanos(), TimeUnit.NANOSECONDS, commands)) {
			throw new IllegalStateException("Redis does not answer");
		}
	}

	@Override
	public void close() {
		this.client.shutdown();
	}

}
