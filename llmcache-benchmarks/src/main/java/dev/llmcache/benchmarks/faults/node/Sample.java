package dev.llmcache.benchmarks.faults.node;

import org.jspecify.annotations.Nullable;

/**
 * What became of one call.
 *
 * @param atMicros when it was to begin, in microseconds since the epoch
 * @param tookMicros how long after that its answer was there
 * @param source who answered
 * @param reason why there was no hit, if the cache knows one
 * @param tenant whose call it was
 * @param right whether the answer is the one to the question, from beginning to end
 * @param serial number of the model's call that the answer is from, or 0 if it does not
 * say so
 * @param error what the caller caught, or null
 */
public record Sample(long atMicros, long tookMicros, Source source, @Nullable String reason, int tenant, boolean right,
		int serial, @Nullable String error) {

	/**
	 * When the answer was there.
	 * @return microseconds since the epoch
	 */
	public long endMicros() {
		return this.atMicros + this.tookMicros;
	}

	/**
	 * Whether the caller was given an answer to another question, or half of one.
	 * @return false too if the caller was given none
	 */
	public boolean isWrong() {
		return this.error == null && !this.right;
	}

	/**
	 * Who answered a call.
	 */
	public enum Source {

		/** The cache, to the same question. */
		EXACT,

		/** The cache, to one that means the same. */
		SEMANTIC,

		/** The model, to another call that asked the same at the same time. */
		COALESCED,

		/** The model. */
		MODEL,

		/** Nobody. */
		NOBODY;

		/**
		 * Whether the answer was stored.
		 * @return whether it is a hit
		 */
		public boolean isCache() {
			return this == EXACT || this == SEMANTIC;
		}

	}

}
