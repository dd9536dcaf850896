package dev.llmcache;

import java.time.Duration;

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
	 */
	record Hit(Layer layer, CachedAnswer answer, double similarity, Duration age) implements Lookup {

	}

	/**
	 * No answer that may be served.
	 *
	 * @param reason a word for it, such as {@code not-found} or the name of the guard
	 * that refused the nearest answer
	 * @param similarity cosine similarity of the nearest question of the same scope, or
	 * null when there is none or nobody looked
	 */
	record Miss(String reason, @Nullable Double similarity) implements Lookup {

		/**
		 * Miss without a nearest question.
		 * @param reason a word for it
		 */
		public Miss(String reason) {
			this(reason, null);
		}

		/** Nothing is stored. */
		public static final Miss NOT_FOUND = new Miss("not-found");

		/** No layer was asked. */
		public static final Miss NO_LAYER = new Miss("no-layer");

		/** The call asked for a new answer. */
		public static final Miss NO_CACHE = new Miss("no-cache");

		/** What is stored is older than the call allows. */
		public static final Miss TOO_OLD = new Miss("too-old");

		/** What is stored cannot be replayed. */
		public static final Miss UNREADABLE = new Miss("unreadable");

		/** The layer failed or did not answer in time. */
		public static final Miss ERROR = new Miss("error");

	}

}
