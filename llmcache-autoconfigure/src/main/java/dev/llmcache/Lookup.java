package dev.llmcache;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a layer, or the whole cache, found for a query.
 */
public sealed interface Lookup {

	/**
	 * A stored answer that may be served.
	 *
	 * @param layer the layer that found it
	 * @param answer the answer
	 * @param similarity cosine similarity of its question to the one asked; 1 for the
	 * same question
	 * @param age how long ago it was stored
	 * @param freshFor how much longer it is fresh; not positive once it is stale
	 * @param audited whether the model should be asked too, to learn whether it is right
	 * @param source where it comes from, or null if nobody will want to know
	 * @param stamps what it can be invalidated by
	 */
	record Hit(Layer layer, CachedAnswer answer, double similarity, Duration age, Duration freshFor, boolean audited,
			@Nullable HitSource source, List<Stamp> stamps) implements Lookup {

		public Hit {
			stamps = List.copyOf(stamps);
		}

		/**
		 * Hit that nothing invalidates.
		 * @param layer the layer that found it
		 * @param answer the answer
		 * @param similarity cosine similarity of its question to the one asked
		 * @param age how long ago it was stored
		 * @param freshFor how much longer it is fresh
		 * @param audited whether the model should be asked too
		 * @param source where it comes from, or null
		 */
		public Hit(Layer layer, CachedAnswer answer, double similarity, Duration age, Duration freshFor,
				boolean audited, @Nullable HitSource source) {
			this(layer, answer, similarity, age, freshFor, audited, source, List.of());
		}

		/**
		 * Hit that is not audited, of unknown source.
		 * @param layer the layer that found it
		 * @param answer the answer
		 * @param similarity cosine similarity of its question to the one asked
		 * @param age how long ago it was stored
		 * @param freshFor how much longer it is fresh
		 */
		public Hit(Layer layer, CachedAnswer answer, double similarity, Duration age, Duration freshFor) {
			this(layer, answer, similarity, age, freshFor, false, null);
		}

		/**
		 * The same hit, after which the model is asked too.
		 * @return audited
		 */
		public Hit forAudit() {
			return new Hit(this.layer, this.answer, this.similarity, this.age, this.freshFor, true, this.source,
					this.stamps);
		}

		public boolean isFresh() {
			return this.freshFor.isPositive();
		}

		/**
		 * Whether it is fresh, or has not been stale for longer than some time.
		 * @param time the time
		 * @return whether it may be served
		 */
		public boolean isUsable(Duration time) {
			return isFresh() || this.freshFor.plus(time).isPositive();
		}

	}

	/**
	 * No answer that may be served.
	 *
	 * @param reason a word for it, such as {@code not-found} or the name of the guard
	 * that refused the nearest answer
	 * @param similarity cosine similarity of the nearest question of the same scope, or
	 * null when there is none or nobody looked
	 * @param fallback an answer that may be served if the model fails, or null when there
	 * is none
	 */
	record Miss(String reason, @Nullable Double similarity, @Nullable Hit fallback) implements Lookup {

		/**
		 * Miss without a fallback.
		 * @param reason a word for it
		 * @param similarity cosine similarity of the nearest question, or null
		 */
		public Miss(String reason, @Nullable Double similarity) {
			this(reason, similarity, null);
		}

		/**
		 * Miss without a nearest question.
		 * @param reason a word for it
		 */
		public Miss(String reason) {
			this(reason, null);
		}

		/**
		 * The same miss with an answer for when the model fails.
		 * @param hit the answer, or null when there is none
		 * @return the miss
		 */
		public Miss withFallback(@Nullable Hit hit) {
			return (hit != null) ? new Miss(this.reason, this.similarity, hit) : this;
		}

		/** Nothing is stored. */
		public static final Miss NOT_FOUND = new Miss("not-found");

		/** No layer was asked. */
		public static final Miss NO_LAYER = new Miss("no-layer");

		/** The model answers every call, and the cache is tried out on them. */
		public static final Miss SHADOW = new Miss("shadow");

		/** The call asked for a new answer. */
		public static final Miss NO_CACHE = new Miss("no-cache");

		/** What is stored is older than the call allows. */
		public static final Miss TOO_OLD = new Miss("too-old");

		/** What is stored may not be served any more, or only if the model fails. */
		public static final Miss EXPIRED = new Miss("expired");

		/** It is not known whether what is stored has been invalidated. */
		public static final Miss GENERATIONS_UNKNOWN = new Miss("generations-unknown");

		/** What is stored cannot be replayed. */
		public static final Miss UNREADABLE = new Miss("unreadable");

		/** The caller left before it was known. */
		public static final Miss CANCELLED = new Miss("cancelled");

		/** What the layer needs has failed, and is not asked for a while. */
		public static final Miss BREAKER_OPEN = new Miss("breaker-open");

		/** The layer failed or did not answer in time. */
		public static final Miss ERROR = new Miss("error");

	}

}
