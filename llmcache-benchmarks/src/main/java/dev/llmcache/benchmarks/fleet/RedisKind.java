package dev.llmcache.benchmarks.fleet;

import java.util.Locale;
import java.util.stream.Stream;

/**
 * Kind of Redis that a fleet has in common.
 */
enum RedisKind {

	/** One server, which is back at once after a crash. */
	STANDALONE(60) {

		@Override
		SharedRedis start() {
			return SharedRedis.standalone();
		}

	},

	/** Three masters, complete again about two seconds after a crash of one. */
	CLUSTER(150) {

		@Override
		SharedRedis start() {
			return SharedRedis.cluster();
		}

	};

	private final int longestPauseMillis;

	RedisKind(int longestPauseMillis) {
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

	abstract SharedRedis start();

	/**
	 * Time between two steps by which interleavings outlast a crash.
	 */
	int longestPauseMillis() {
		return this.longestPauseMillis;
	}

}
