package dev.llmcache.store.redis;

import java.time.Duration;

/**
 * Lifetimes as Redis takes them.
 */
final class Lifetime {

	// Redis refuses one that overflows when its own clock is added
	private static final Duration LONGEST = Duration.ofDays(36_500);

	private Lifetime() {
	}

	static long toMillis(Duration lifetime) {
		return ((lifetime.compareTo(LONGEST) < 0) ? lifetime : LONGEST).toMillis();
	}

}
