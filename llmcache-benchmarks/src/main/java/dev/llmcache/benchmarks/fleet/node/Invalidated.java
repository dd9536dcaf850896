package dev.llmcache.benchmarks.fleet.node;

import org.jspecify.annotations.Nullable;

/**
 * What became of an invalidation.
 *
 * @param startMicros when it was called, in microseconds since the epoch
 * @param endMicros when it returned or threw
 * @param nanos how long that took
 * @param error what it threw, or null
 */
public record Invalidated(long startMicros, long endMicros, long nanos, @Nullable String error) {

	public boolean isFailed() {
		return this.error != null;
	}

}
