package dev.llmcache.benchmarks.fleet;

import java.time.Duration;
import java.util.Arrays;

import dev.llmcache.benchmarks.Figures;

/**
 * How soon no node serves what one of them has invalidated, where nothing but a push
 * tells the others within seconds.
 */
record PushedInvalidation(String name) implements Scenario {

	private static final double LIMIT_MILLIS = 1000;

	@Override
	public void run(Fleet fleet, Figures figures) {
		fleet.model().answersIn(Duration.ofMillis(2));
		Evidence evidence = Invalidations.of(fleet);
		double[] millis = evidence.returned().stream().mapToDouble(evidence::visibleAfterMillis).toArray();
		figures.atMost("visible-p50-ms", percentile(millis, 50), LIMIT_MILLIS);
		figures.atMost("visible-p99-ms", percentile(millis, 99), LIMIT_MILLIS);
		figures.atMost("visible-max-ms", percentile(millis, 100), LIMIT_MILLIS);
	}

	/**
	 * Percentile of some values.
	 * @param values the values
	 * @param percent how many of them are not above it, from 1 to 100
	 */
	static double percentile(double[] values, int percent) {
		double[] sorted = values.clone();
		Arrays.sort(sorted);
		return sorted[Math.ceilDiv(sorted.length * percent, 100) - 1];
	}

}
