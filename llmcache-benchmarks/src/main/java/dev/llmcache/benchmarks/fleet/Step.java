package dev.llmcache.benchmarks.fleet;

/**
 * Part of an {@link Interleaving}.
 *
 * @param action what is done
 * @param node by which node
 * @param pauseMillis how long to wait before
 * @param awaited whether it is done before the next step begins
 */
record Step(Action action, int node, int pauseMillis, boolean awaited) {

	/**
	 * What a step does.
	 */
	enum Action {

		/** Asks for the answer, which stores it, reads it, or has it refreshed. */
		ASK,

		/** Asks for the answer in pieces. */
		STREAM,

		/** Invalidates the answer's tag. */
		INVALIDATE,

		/** Deletes half of what Redis holds beside answers. */
		EVICT_HALF,

		/** Deletes all that Redis holds beside answers. */
		EVICT_ALL

	}

}
