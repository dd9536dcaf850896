package dev.llmcache.benchmarks.fleet;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

import dev.llmcache.benchmarks.fleet.Step.Action;

/**
 * What happens to one answer, in this order and partly at the same time.
 *
 * @param steps the steps
 */
record Interleaving(List<Step> steps) {

	private static final int STEPS = 16;

	/**
	 * Makes one at random; the same for the same numbers.
	 * @param random the numbers
	 * @param longestPauseMillis the longest time between two steps
	 * @return what is to happen
	 */
	static Interleaving random(RandomGenerator random, int longestPauseMillis) {
		return new Interleaving(Stream.generate(() -> step(random, longestPauseMillis)).limit(STEPS).toList());
	}

	private static Step step(RandomGenerator random, int longestPauseMillis) {
		return new Step(action(random.nextInt(100)), random.nextInt(Fleet.SIZE), random.nextInt(longestPauseMillis + 1),
				random.nextBoolean());
	}

	private static Action action(int percent) {
		if (percent < 60) {
			return Action.ASK;
		}
		if (percent < 75) {
			return Action.STREAM;
		}
		if (percent < 95) {
			return Action.INVALIDATE;
		}
		return (percent < 98) ? Action.EVICT_HALF : Action.EVICT_ALL;
	}

}
