package dev.llmcache.benchmarks.isolation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import dev.llmcache.benchmarks.Figures;

/**
 * Whether one tenant can tell by the time of a call what another has asked.
 *
 * @param options how often it is tried
 */
record Timing(IsolationOptions options) {

	private static final double UNLIKELY = 0.01;

	private static final int UNLIKELY_REPEATS = 2;

	private static final double MEDIANS_APART = 0.02;

	private static final double PLANTED = 0.05;

	private static final int OWN_ANSWERS = 100;

	private static final double NANOS_PER_MICRO = 1e3;

	/**
	 * Takes samples and compares them.
	 * @param instance of the application, in which nobody asked yet
	 * @param figures where to report
	 */
	void measure(Instance instance, Figures figures) {
		MissTimes times = new MissTimes(instance.client(), instance, new Random(this.options.seed()));
		times.settle(OWN_ANSWERS);
		times.sample(this.options.timed());
		times.sample(this.options.timed());
		List<TwoSamples> samples = new ArrayList<>();
		for (int i = 0; i < this.options.repeats(); i++) {
			samples.add(times.sample(this.options.timed()));
		}
		// How busy the machine is changes from repeat to repeat
		double[] differences = samples.stream().mapToDouble(TwoSamples::medianDifference).toArray();
		figures.report("miss-p50-us",
				TwoSamples.median(samples.stream().map(TwoSamples::one).mapToDouble(TwoSamples::median).toArray())
						/ NANOS_PER_MICRO);
		figures.atMost("repeats-told-apart", unlikely(samples, 0), UNLIKELY_REPEATS);
		figures.atMost("median-difference", Math.abs(TwoSamples.median(differences)), MEDIANS_APART);
		figures.report("median-difference-of-a-repeat", Arrays.stream(differences).map(Math::abs).max().orElseThrow());
		figures.atLeast("repeats-told-apart-if-5-percent-slower", unlikely(samples, PLANTED), samples.size() / 2.0);
	}

	private static int unlikely(List<TwoSamples> samples, double slowedBy) {
		return (int) samples.stream().filter((sample) -> sample.slowedBy(slowedBy).likelihood() < UNLIKELY).count();
	}

}
