package dev.llmcache.benchmarks.soak.node;

/**
 * How long to go on: until either is reached.
 *
 * @param calls how many calls
 * @param seconds how many seconds
 * @param seed of all that is drawn
 */
public record Span(long calls, long seconds, long seed) {

	private static final int READINGS = 120;

	/**
	 * How often to measure.
	 * @return milliseconds, at least half a second
	 */
	long pauseMillis() {
		return Math.max(500, this.seconds * 1000 / READINGS);
	}

}
