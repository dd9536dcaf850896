package dev.llmcache.benchmarks.fleet;

import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Kind of Redis that a fleet has in common.
 */
enum RedisKind {

	/** One server, which is back at once after a crash. */
	STANDALONE(SharedRedis::standalone, 60),

	/** Three masters, complete again about two seconds after a crash of one. */
	CLUSTER(SharedRedis::cluster, 200);

	private final Supplier<SharedRedis> starter;

	private final int longestPauseMillis;

	RedisKind(Supplier<SharedRedis> starter, int longestPauseMillis) {
		this.starter = starter;
		this.longestPauseMillis = longestPauseMillis;
	}

	static RedisKind named(String name) {
		return Stream.of(values())
			.filter((kind) -> kind.named().equals(name))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("Neither standalone nor cluster: " + name));
	}

	String named() {
		return name().toLowerCase(Locale.ROOT);
	}

	SharedRedis start() {
		return this.starter.get();
	}

	/**
	 * Time between two steps by which interleavings outlast a crash.
	 */
	int longestPauseMillis() {
		return this.longestPauseMillis;
	}

}
