package dev.llmcache.benchmarks.fleet;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

import dev.llmcache.test.servers.RedisCluster;
import dev.llmcache.test.servers.RedisServer;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;

/**
 * Redis that the nodes have in common: one server, or a cluster of three masters.
 */
final class SharedRedis implements AutoCloseable {

	/** What the keys of answers start with. */
	static final String ANSWERS = "llmcache:x:";

	/** Parts of keys whose slots belong to the first, the second and the third master. */
	private static final List<String> SLOTS = List.of("{b}", "{c}", "{a}");

	private static final int PAGE = 1000;

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final List<String> masters;

	private final Map<String, String> properties;

	private final IntConsumer kill;

	private final IntConsumer restart;

	private final Runnable close;

	private final RedisClient client = RedisClient.create();

	private SharedRedis(List<String> masters, Map<String, String> properties, IntConsumer kill, IntConsumer restart,
			Runnable close) {
		this.masters = masters;
		this.properties = properties;
		this.kill = kill;
		this.restart = restart;
		this.close = close;
		// Else each connection begins with a command that Redis replies to with an error
		this.client
			.setOptions(ClientOptions.builder().maintNotificationsConfig(MaintNotificationsConfig.disabled()).build());
	}

	static SharedRedis standalone() {
		RedisServer server = RedisServer.start();
		return new SharedRedis(List.of(server.host() + ":" + server.port()),
				Map.of("spring.data.redis.url", server.uri()), (master) -> server.kill(), (master) -> server.restart(),
				server::close);
	}

	static SharedRedis cluster() {
		RedisCluster cluster = RedisCluster.start();
		return new SharedRedis(cluster.nodes(),
				Map.of("spring.data.redis.cluster.nodes", String.join(",", cluster.nodes())), cluster::kill,
				cluster::restart, cluster::close);
	}

	/**
	 * How the nodes find it.
	 */
	Map<String, String> properties() {
		return this.properties;
	}

	/**
	 * How many masters there are.
	 */
	int masters() {
		return this.masters.size();
	}

	/**
	 * Ends a master as a crash would.
	 */
	void kill(int master) {
		this.kill.accept(master);
	}

	/**
	 * Starts a master that was killed, and waits until all keys are served.
	 */
	void restart(int master) {
		this.restart.accept(master);
	}

	/**
	 * Asks one master.
	 */
	<T> T ask(int master, Function<RedisCommands<byte[], byte[]>, T> question) {
		RedisURI uri = RedisURI.create("redis://" + this.masters.get(master));
		uri.setTimeout(PATIENCE);
		try (StatefulRedisConnection<byte[], byte[]> connection = this.client.connect(ByteArrayCodec.INSTANCE, uri)) {
			return question.apply(connection.sync());
		}
	}

	/**
	 * Tells all masters the same.
	 */
	<T> void askAll(Function<RedisCommands<byte[], byte[]>, T> question) {
		IntStream.range(0, masters()).forEach((master) -> ask(master, question));
	}

	/**
	 * Part of a key by which the key belongs to a master.
	 */
	String slotOf(int master) {
		return SLOTS.get(master);
	}

	/**
	 * Keys of a master.
	 */
	List<byte[]> keys(int master, String pattern) {
		return ask(master, (commands) -> {
			List<byte[]> keys = new ArrayList<>();
			ScanArgs page = ScanArgs.Builder.matches(pattern).limit(PAGE);
			KeyScanCursor<byte[]> cursor = commands.scan(page);
			keys.addAll(cursor.getKeys());
			while (!cursor.isFinished()) {
				cursor = commands.scan(cursor, page);
				keys.addAll(cursor.getKeys());
			}
			return keys;
		});
	}

	/**
	 * Answers that are stored, by their keys.
	 */
	Map<String, byte[]> answers() {
		Map<String, byte[]> answers = new HashMap<>();
		for (int i = 0; i < masters(); i++) {
			List<byte[]> keys = keys(i, ANSWERS + "*");
			ask(i, (commands) -> {
				keys.forEach((key) -> answers.put(new String(key, StandardCharsets.US_ASCII), commands.get(key)));
				return keys;
			});
		}
		return answers;
	}

	/**
	 * Deletes part of what a master holds beside answers.
	 * @param master the master
	 * @param every which part: 1 for all, 2 for every second key
	 */
	void evict(int master, int every) {
		List<byte[]> keys = keys(master, "*").stream()
			.filter((key) -> !new String(key, StandardCharsets.US_ASCII).startsWith(ANSWERS))
			.toList();
		ask(master, (commands) -> {
			// One by one, since they may be of several slots
			IntStream.range(0, keys.size())
				.filter((i) -> i % every == 0)
				.forEach((i) -> commands.del(new byte[][] { keys.get(i) }));
			return keys;
		});
	}

	@Override
	public void close() {
		this.client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
		this.close.run();
	}

}
