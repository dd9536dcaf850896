package dev.llmcache.store.pgvector;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.llmcache.Fingerprint;

/**
 * Scopes that were counted a short while ago and had few entries, so that they need not
 * be counted again. One that grows meanwhile is searched more slowly, and as exactly.
 * <p>
 * Thread-safe.
 */
final class SmallScopes {

	private static final int MOST = 10_000;

	private static final Duration COUNTED_FOR = Duration.ofMinutes(1);

	private final Cache<Fingerprint, Boolean> counted = Caffeine.newBuilder()
		.maximumSize(MOST)
		.expireAfterWrite(COUNTED_FOR)
		.executor(Runnable::run)
		.build();

	private final int exactUpTo;

	/**
	 * Creates an empty set.
	 * @param exactUpTo entries up to which a scope is searched exactly
	 */
	SmallScopes(int exactUpTo) {
		this.exactUpTo = exactUpTo;
	}

	boolean contains(Fingerprint scope) {
		return this.counted.getIfPresent(scope) != null;
	}

	/**
	 * Adds a scope, unless it might soon be a large one.
	 * @param scope the scope
	 * @param entries how many it has, or 0 if that is not known
	 */
	void counted(Fingerprint scope, long entries) {
		if (entries > 0 && entries <= this.exactUpTo / 2) {
			this.counted.put(scope, true);
		}
	}

}
