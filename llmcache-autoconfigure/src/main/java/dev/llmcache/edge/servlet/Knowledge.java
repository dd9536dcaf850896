package dev.llmcache.edge.servlet;

import dev.llmcache.edge.EdgeTrace;

/**
 * What is known of the model calls for a request, the most telling last.
 */
enum Knowledge {

	/** Of none. */
	NONE,

	/** One may have been made. */
	STRAY,

	/** Some were made. */
	CALLS;

	static Knowledge of(EdgeTrace trace) {
		if (!trace.isEmpty()) {
			return CALLS;
		}
		return trace.isComplete() ? NONE : STRAY;
	}

}
