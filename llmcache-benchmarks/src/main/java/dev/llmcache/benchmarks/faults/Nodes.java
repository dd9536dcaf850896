package dev.llmcache.benchmarks.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.llmcache.benchmarks.faults.node.FaultsNode;
import dev.llmcache.benchmarks.faults.node.Load;
import dev.llmcache.benchmarks.fleet.node.Clock;

/**
 * An application with the cache, the same without it, and another instance of the first
 * that learns what it has stored.
 *
 * @param cached has the cache, and most of the calls
 * @param uncached has calls of the same kind, half as many: it shares the cores
 * @param peer has the cache, and few calls
 * @param perSecond calls of the first
 */
record Nodes(Node cached, Node uncached, Node peer, int perSecond) implements AutoCloseable {

	private static final int PEER_SHARE = 10;

	private static final long LEAD_MICROS = 300_000;

	private static final Duration WARM_UP = Duration.ofSeconds(20);

	/**
	 * Starts them, and has them asked until they are about as fast as they get.
	 * @param logs directory for what they print
	 * @param model address of the model
	 * @param properties how the cached ones are set up
	 * @param ofPeer how the peer differs
	 * @param perSecond calls of the cached one
	 * @return the nodes
	 */
	static Nodes start(Path logs, ModelStub model, Map<String, String> properties, Map<String, String> ofPeer,
			int perSecond) {
		Map<String, String> common = Map.of(FaultsNode.MODEL, model.uri(), "spring.data.redis.repositories.enabled",
				"false", "spring.main.banner-mode", "off");
		Map<String, String> cached = new LinkedHashMap<>(common);
		cached.putAll(properties);
		Map<String, String> uncached = new LinkedHashMap<>(cached);
		uncached.put("llmcache.enabled", "false");
		Map<String, String> peer = new LinkedHashMap<>(cached);
		peer.putAll(ofPeer);
		Nodes nodes = new Nodes(Node.start("cached", logs, cached), Node.start("uncached", logs, uncached),
				Node.start("peer", logs, peer), perSecond);
		try {
			List<Node> all = List.of(nodes.cached, nodes.uncached, nodes.peer);
			all.forEach(Node::awaitReady);
			all.parallelStream().forEach((node) -> node.warmUp(new Load(0, 0, perSecond, false)));
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
		long between = TimeUnit.SECONDS.toMicros(1) / this.perSecond / 2;
		this.cached.begin(new Load(seed, start, this.perSecond, true));
		this.uncached.begin(new Load(seed, start + between, Math.ceilDiv(this.perSecond, 2), false));
		this.peer.begin(new Load(seed + 1, start, Math.ceilDiv(this.perSecond, PEER_SHARE), false));
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
