package dev.llmcache.edge;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.llmcache.CacheKey;
import dev.llmcache.Stamp;

/**
 * What one call of a model means for the HTTP response that it is made for.
 */
public sealed interface CallRecord {

	/** The answer is the caller's, or it is not known whose it is. */
	CallRecord PRIVATE = new Private();

	/**
	 * The answer is everyone's.
	 *
	 * @param source where it comes from
	 * @param key its place in the cache
	 * @param freshUntil when the cache itself ceases to serve it as fresh
	 * @param staleFor how long after that the cache may serve it while a new one is being
	 * fetched, not negative
	 * @param stamps what it can be invalidated by, with the generations that it is of
	 */
	record Public(Source source, CacheKey key, Instant freshUntil, Duration staleFor,
			List<Stamp> stamps) implements CallRecord {

		public Public {
			stamps = List.copyOf(stamps);
		}

	}

	/**
	 * The answer is the caller's, or it is not known whose it is.
	 */
	record Private() implements CallRecord {

	}

	/**
	 * Where a public answer comes from, the least certain last.
	 */
	enum Source {

		/** It was stored for the same question. */
		EXACT,

		/** The model gave it, and it was stored. */
		MODEL,

		/** It was stored for a question of the same meaning. */
		SEMANTIC

	}

}
