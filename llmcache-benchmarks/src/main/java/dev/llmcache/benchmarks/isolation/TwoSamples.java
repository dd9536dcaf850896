package dev.llmcache.benchmarks.isolation;

import java.util.Arrays;

import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;

/**
 * Times of two kinds of calls that nobody is to tell apart.
 *
 * @param one nanoseconds of the one kind
 * @param other nanoseconds of the other
 */
record TwoSamples(double[] one, double[] other) {

	/**
	 * How likely they are at least as different if both are of the same kind, by the
	 * two-sample test of Kolmogorov and Smirnov.
	 */
	double likelihood() {
		return KolmogorovSmirnovTest.withDefaults().test(this.one, this.other).getPValue();
	}

	/**
	 * By which part the median of the other kind is above that of the one, or below.
	 */
	double medianDifference() {
		double median = median(this.one);
		return (median(this.other) - median) / median;
	}

	/**
	 * The same, had all calls of the other kind taken a little longer.
	 * @param part of the time that they took
	 */
	TwoSamples slowedBy(double part) {
		return new TwoSamples(this.one, Arrays.stream(this.other).map((nanos) -> nanos * (1 + part)).toArray());
	}

	static double median(double[] nanos) {
		double[] sorted = nanos.clone();
		Arrays.sort(sorted);
		return sorted[sorted.length / 2];
	}

}
