package dev.llmcache.benchmarks.soak;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

import dev.llmcache.benchmarks.soak.node.Reading;

/**
 * How much of something there is more after each call, by the estimator of Theil and Sen:
 * the median of the slopes between all pairs of readings, which single outliers do not
 * move, with the interval of confidence that Sen gives for it (Journal of the American
 * Statistical Association 63, 1968).
 *
 * @param median the estimate
 * @param least what it is at least, with a confidence of 99.5 %
 * @param calls over how many calls
 */
record Slope(double median, double least, long calls) {

	/** Quantile of the normal distribution for 99.5 %. */
	private static final double Z = 2.576;

	private static final int FEWEST = 5;

	/**
	 * Finds the slope over the latter part of some readings.
	 * @param readings the readings, of which the first four tenths warm up and do not
	 * count
	 * @param value what of them
	 * @return the slope
	 */
	static Slope of(List<Reading> readings, ToDoubleFunction<Reading> value) {
		List<Reading> warm = readings.subList(readings.size() * 4 / 10, readings.size());
		int n = warm.size();
		if (n < FEWEST) {
			throw new IllegalArgumentException("Too few readings: " + n);
		}
		double[] slopes = new double[n * (n - 1) / 2];
		int next = 0;
		for (int i = 0; i < n; i++) {
			for (int j = i + 1; j < n; j++) {
				double calls = Math.max(1, warm.get(j).calls() - warm.get(i).calls());
				slopes[next++] = (value.applyAsDouble(warm.get(j)) - value.applyAsDouble(warm.get(i))) / calls;
			}
		}
		Arrays.sort(slopes);
		double spread = Z * Math.sqrt(n * (n - 1.0) * (2 * n + 5) / 18);
		int least = (int) Math.max(0, Math.floor((slopes.length - spread) / 2) - 1);
		return new Slope(slopes[slopes.length / 2], slopes[least], warm.getLast().calls() - warm.getFirst().calls());
	}

}
