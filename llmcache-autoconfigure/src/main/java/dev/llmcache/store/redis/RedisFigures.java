package dev.llmcache.store.redis;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;

import dev.llmcache.Layer;
import dev.llmcache.report.store.PolledReading;
import dev.llmcache.report.store.PolledReading.Known;
import dev.llmcache.report.store.Removal;
import dev.llmcache.report.store.ServerReport;
import dev.llmcache.report.store.StoreCounts;
import dev.llmcache.report.store.StoreReport;
import io.lettuce.core.RedisCommandExecutionException;
import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.data.redis.connection.RedisConnection;

/**
 * What Redis tells of itself, and how much of it is under a prefix.
 * <p>
 * Thread-safe. The values are counted one batch after the other, which takes the longer
 * the more there are in the database, and is done the less often; what they take is
 * estimated from the first of them, which come in no order.
 */
final class RedisFigures {

	/** Of a key with an expiry: both entries of the dictionaries, object and strings. */
	private static final int BYTES_PER_KEY = 120;

	private static final int SAMPLES = 64;

	private static final Usage NOT_ALLOWED_TO_COUNT = new Usage(null, null);

	private static final Server NOT_ALLOWED_TO_KNOW = new Server(null, null, Map.of(), null);

	private final RedisConnections connections;

	private final String prefix;

	private final PolledReading<Server> server;

	private final PolledReading<Usage> usage;

	RedisFigures(RedisConnections connections, String prefix, InstantSource clock) {
		this.connections = connections;
		this.prefix = prefix;
		this.server = new PolledReading<>(() -> ask(RedisFigures::server, NOT_ALLOWED_TO_KNOW), clock);
		this.usage = new PolledReading<>(() -> ask(this::usage, NOT_ALLOWED_TO_COUNT), clock);
	}

	/** An error is an answer too. */
	private <T> T ask(Function<RedisConnection, T> question, T refused) {
		try {
			return this.connections.callAtLength(question);
		}
		catch (RuntimeException ex) {
			return orThrow(refused, ex);
		}
	}

	private static <T extends @Nullable Object> T orThrow(T refused, RuntimeException failure) {
		if (NestedExceptionUtils.getRootCause(failure) instanceof RedisCommandExecutionException) {
			return refused;
		}
		throw failure;
	}

	StoreReport report(String store, Layer layer, StoreCounts counts) {
		boolean available = this.server.latest().available();
		Known<Usage> known = this.usage.latest();
		return new StoreReport(store, layer, "redis", known.get(Usage::entries), null, known.get(Usage::bytes), null,
				counts.evictions(), available && known.available(), counts.accesses());
	}

	ServerReport server() {
		Known<Server> known = this.server.latest();
		return new ServerReport("redis", known.get(Server::bytes), known.get(Server::maximumBytes),
				Objects.requireNonNullElse(known.get(Server::evictions), Map.of()), known.get(Server::evictionPolicy),
				known.available());
	}

	/**
	 * Asks a server at once.
	 * @throws RuntimeException if it does not answer, or may not be asked
	 */
	static ServerReport ask(RedisConnections connections) {
		Server server = connections.callAtLength(RedisFigures::server);
		return new ServerReport("redis", server.bytes(), server.maximumBytes(), server.evictions(),
				server.evictionPolicy(), true);
	}

	private static Server server(RedisConnection connection) {
		Properties all = new Properties();
		for (String section : List.of("memory", "stats")) {
			all.putAll(Objects.requireNonNull(connection.serverCommands().info(section)));
		}
		Long maximum = sum(all, "maxmemory");
		Map<String, Long> evictions = new TreeMap<>();
		Long evicted = sum(all, "evicted_keys");
		Long expired = sum(all, "expired_keys");
		if (evicted != null && expired != null) {
			evictions.put(Removal.SIZE.label(), evicted);
			evictions.put(Removal.EXPIRED.label(), expired);
		}
		return new Server(sum(all, "used_memory"), (maximum != null && maximum > 0) ? maximum : null, evictions,
				values(all, "maxmemory_policy").stream().findFirst().orElse(null));
	}

	/** Of a cluster, those of all nodes. */
	private static List<String> values(Properties properties, String name) {
		return properties.stringPropertyNames()
			.stream()
			.filter((property) -> property.equals(name) || property.endsWith('.' + name))
			.map(properties::getProperty)
			.toList();
	}

	private static @Nullable Long sum(Properties properties, String name) {
		List<String> values = values(properties, name);
		return values.isEmpty() ? null : values.stream().mapToLong(Long::parseLong).sum();
	}

	private Usage usage(RedisConnection connection) {
		Keyspace keyspace = Keyspace.of(connection, this.prefix);
		List<byte[]> samples = new ArrayList<>();
		long entries = 0;
		for (List<byte[]> keys = keyspace.scan(); keys != null; keys = keyspace.scan()) {
			entries += keys.size();
			samples.addAll(keys.subList(0, Math.min(keys.size(), SAMPLES - samples.size())));
		}
		Double mean = samples.isEmpty() ? Double.valueOf(0) : meanBytes(connection, samples);
		return new Usage(entries, (mean != null) ? Math.round(mean * entries) : null);
	}

	private static @Nullable Double meanBytes(RedisConnection connection, List<byte[]> keys) {
		try {
			long bytes = 0;
			for (byte[] key : keys) {
				Long length = connection.stringCommands().strLen(key);
				bytes += BYTES_PER_KEY + key.length + ((length != null) ? length : 0);
			}
			return (double) bytes / keys.size();
		}
		catch (RuntimeException ex) {
			return orThrow(null, ex);
		}
	}

	/**
	 * What the server tells.
	 */
	private record Server(@Nullable Long bytes, @Nullable Long maximumBytes, Map<String, Long> evictions,
			@Nullable String evictionPolicy) {

	}

	/**
	 * What is under the prefix.
	 */
	private record Usage(@Nullable Long entries, @Nullable Long bytes) {

	}

}
