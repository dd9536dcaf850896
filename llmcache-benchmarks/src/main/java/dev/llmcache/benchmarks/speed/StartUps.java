package dev.llmcache.benchmarks.speed;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

import dev.llmcache.benchmarks.speed.node.StartUp;

/**
 * What the starts of some applications took, that took turns.
 *
 * @param rounds for each round what each of them took, in their order
 */
record StartUps(List<List<StartUp>> rounds) {

	/**
	 * Starts applications, in each round all of them one after the other.
	 * @param applications the applications
	 * @param rounds how often, after one that does not count: files are read from the
	 * disk then
	 * @return what that took
	 */
	static StartUps of(List<Started> applications, int rounds) {
		List<List<StartUp>> counted = new ArrayList<>();
		for (int round = 0; round <= rounds; round++) {
			List<StartUp> starts = applications.stream().map(Started::start).toList();
			if (round > 0) {
				counted.add(starts);
			}
		}
		return new StartUps(counted);
	}

	/**
	 * Figure of an application.
	 * @param application which one
	 * @param figure the figure
	 * @return the median of the rounds
	 */
	double median(int application, ToDoubleFunction<StartUp> figure) {
		return median((starts) -> figure.applyAsDouble(starts.get(application)));
	}

	/**
	 * How much more of something an application takes than the first. Within a round,
	 * since what else the machine does falls on both.
	 * @param application which one
	 * @param figure of what
	 * @return the median of the rounds' differences
	 */
	double added(int application, ToDoubleFunction<StartUp> figure) {
		return median(
				(starts) -> figure.applyAsDouble(starts.get(application)) - figure.applyAsDouble(starts.getFirst()));
	}

	private double median(ToDoubleFunction<List<StartUp>> figure) {
		double[] sorted = this.rounds.stream().mapToDouble(figure).sorted().toArray();
		return sorted[sorted.length / 2];
	}

}
