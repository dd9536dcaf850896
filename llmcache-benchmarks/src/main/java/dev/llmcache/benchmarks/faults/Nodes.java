package dev.llmcache.benchmarks.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.llmcache.benchmarks.faults.node.FaultsNode;
import dev.llmcache.benchmarks.faults.node.Load;
import dev.llmcache.benchmarks.fleet.node.Clock;

/**
 * An application with the cache, the same without it, and another instance of the first
 * that learns what it has stored.
 *
 * @param cached has the cache, and most of the calls
 * @param uncached has the same calls, each shortly after
 * @param peer has the cache, and few calls
 */
record Nodes(Node cached, Node uncached, Node peer) implements AutoCloseable {

	static final int PER_SECOND = 200;

	private static final int OF_PEER_PER_SECOND = 20;

	private static final long LEAD_MICROS = 100_000;

	private static final Duration WARM_UP = Duration.ofSeconds(10);

	/**
	 * Starts them, and has them asked until they are about as fast as they get.
	 * @param logs directory for what they print
	 * @param model address of the model
	 * @param properties how the cached ones are set up
	 * @param ofPeer how the peer differs
	 * @return the nodes
	 */
	static Nodes start(Path logs, ModelStub model, Map<String, String> properties, Map<String, String> ofPeer) {
		Map<String, String> common = Map.of(FaultsNode.MODEL, model.uri(), "spring.data.redis.repositories.enabled",
				"false", "spring.main.banner-mode", "off");
		Map<String, String> cached = new LinkedHashMap<>(common);
		cached.putAll(properties);
		Map<String, String> uncached = new LinkedHashMap<>(cached);
		uncached.put("llmcache.enabled", "false");
		Map<String, String> peer = new LinkedHashMap<>(cached);
		peer.putAll(ofPeer);
		Nodes nodes = new Nodes(Node.start("cached", logs, cached), Node.start("uncached", logs, uncached),
				Node.start("peer", logs, peer));
		try {
			nodes.cached.awaitReady();
			nodes.uncached.awaitReady();
			nodes.peer.awaitReady();
			nodes.begin(0);
			Pauses.pause(WARM_UP);
			nodes.end();
			return nodes;
		}
		catch (RuntimeException ex) {
			nodes.close();
			throw ex;
		}
	}

	void begin(long seed) {
		long start = Clock.micros() + LEAD_MICROS;
		this.cached.begin(new Load(seed, start, PER_SECOND));
		this.uncached.begin(new Load(seed, start + Duration.ofSeconds(1).toNanos() / 2000 / PER_SECOND, PER_SECOND));
		this.peer.begin(new Load(seed + 1, start, OF_PEER_PER_SECOND));
	}

	/**
	 * Ends what was begun.
	 * @return what the cached, the uncached and the other cached one saw
	 */
	Seen end() {
		return new Seen(this.cached.end(), this.uncached.end(), this.peer.end());
	}

	@Override
	public void close() {
		this.cached.close();
		this.uncached.close();
		this.peer.close();
	}

}
