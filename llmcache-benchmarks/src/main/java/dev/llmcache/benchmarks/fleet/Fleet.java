package dev.llmcache.benchmarks.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import dev.llmcache.benchmarks.fleet.node.Ask;
import dev.llmcache.benchmarks.fleet.node.FleetNode;

/**
 * Three nodes on the same servers, each a process of its own.
 */
final class Fleet implements AutoCloseable {

	static final int SIZE = 3;

	/** Policy of answers that nothing but an invalidation makes outdated. */
	static final String STEADY = "steady";

	/** Policy of answers that expire, and are refreshed when they have. */
	static final String HOT = "hot";

	static final Duration HOT_TTL = Duration.ofSeconds(2);

	/** Policy of answers that expire, and are refreshed shortly before. */
	static final String EARLY = "early";

	/** Policy of answers that expire at once. */
	static final String FLEETING = "fleeting";

	static final Duration FLEETING_TTL = Duration.ofMillis(150);

	private static final String PATIENCE = "1s";

	private static final int WARM_UP_ROUNDS = 5;

	private static final int WARM_UP_CALLERS = 60;

	private final Servers servers;

	private final Map<String, String> properties;

	private final List<NodeProcess> nodes = new ArrayList<>();

	private Fleet(Servers servers, Map<String, String> properties) {
		this.servers = servers;
		this.properties = properties;
	}

	/**
	 * Starts a fleet, with a namespace of its own.
	 * @param servers what the nodes have in common
	 * @param own properties that differ from those of other fleets
	 * @return the fleet, ready and warm
	 */
	static Fleet start(Servers servers, Map<String, String> own) {
		Fleet fleet = new Fleet(servers, properties(own));
		try {
			IntStream.range(0, SIZE).forEach((number) -> fleet.nodes.add(fleet.startNode(number)));
			fleet.nodes.forEach(NodeProcess::awaitReady);
			fleet.warmUp();
			return fleet;
		}
		catch (RuntimeException ex) {
			fleet.close();
			throw ex;
		}
	}

	private static Map<String, String> properties(Map<String, String> own) {
		Map<String, String> all = new LinkedHashMap<>();
		all.put("llmcache.key", "0123456789abcdef0123456789abcdef");
		all.put("llmcache.namespace", UUID.randomUUID().toString());
		all.put("llmcache.tenancy", "single");
		all.put("spring.data.redis.repositories.enabled", "false");
		all.put("llmcache.initialize-schema", "always");
		// Three nodes, their servers and callers share few cores
		all.put("llmcache.exact.redis.timeout", PATIENCE);
		all.put("llmcache.semantic.timeout", PATIENCE);
		all.put("llmcache.semantic.pgvector.timeout", PATIENCE);
		all.put("llmcache.exact.store", "redis");
		all.put("llmcache.semantic.store", "pgvector");
		all.put("llmcache.invalidation.authority", "redis");
		all.put("llmcache.defaults.ttl-jitter", "0");
		all.put("llmcache.defaults.refresh.per-minute", "100000");
		all.put("llmcache.defaults.refresh.early", "false");
		all.put("llmcache.policies." + STEADY + ".ttl", "1h");
		all.put("llmcache.policies." + HOT + ".ttl", HOT_TTL.toMillis() + "ms");
		all.put("llmcache.policies." + HOT + ".stale-for", "1m");
		all.put("llmcache.policies." + EARLY + ".ttl", HOT_TTL.toMillis() + "ms");
		all.put("llmcache.policies." + EARLY + ".stale-for", "1m");
		all.put("llmcache.policies." + EARLY + ".refresh.early", "true");
		all.put("llmcache.policies." + FLEETING + ".ttl", FLEETING_TTL.toMillis() + "ms");
		all.put("llmcache.policies." + FLEETING + ".stale-for", "1m");
		all.putAll(own);
		return all;
	}

	private NodeProcess startNode(int number) {
		Map<String, String> all = new LinkedHashMap<>(this.properties);
		all.putAll(this.servers.properties(number));
		return NodeProcess.start(number, logs(), all);
	}

	/**
	 * Has every node ask and answer until it is about as fast as it gets.
	 */
	private void warmUp() {
		this.servers.model().answersIn(Duration.ofMillis(5));
		for (int round = 0; round < WARM_UP_ROUNDS; round++) {
			Ask ask = Ask.once("Is the kettle of round %d warm?".formatted(round), STEADY, "warm-up")
				.atOnce(WARM_UP_CALLERS)
				.streamed(round % 2 > 0);
			Together.all(this.nodes, (node) -> node.ask(ask));
			Together.all(this.nodes, (node) -> node.ask(ask));
			Together.all(this.nodes, (node) -> node.invalidate("warm-up"));
		}
	}

	Servers servers() {
		return this.servers;
	}

	ModelServer model() {
		return this.servers.model();
	}

	SharedRedis redis() {
		return this.servers.redis();
	}

	List<NodeProcess> nodes() {
		return List.copyOf(this.nodes);
	}

	NodeProcess node(int number) {
		return this.nodes.get(number);
	}

	/**
	 * Starts another node in the place of one that was killed.
	 */
	void replace(int number) {
		this.nodes.get(number).close();
		this.nodes.set(number, startNode(number));
		this.nodes.get(number).awaitReady();
		warmUp();
	}

	/**
	 * Directory of what the nodes print.
	 */
	static Path logs() {
		try {
			Path classes = Path.of(FleetNode.class.getProtectionDomain().getCodeSource().getLocation().toURI());
			return Files.createDirectories(classes.resolveSibling("fleet"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.nodes.forEach(NodeProcess::close);
	}

}
