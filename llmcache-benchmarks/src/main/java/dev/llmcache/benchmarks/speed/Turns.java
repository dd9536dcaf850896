package dev.llmcache.benchmarks.speed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Times of several things that one thread does in turns, once each, so that whatever else
 * the machine does falls on all of them.
 */
final class Turns {

	private static final double NANOS_PER_MICRO = 1_000;

	private static final double MEDIAN = 0.5;

	private final Map<String, List<long[]>> rounds = new LinkedHashMap<>();

	/**
	 * Takes turns for some rounds, after one that does not count.
	 * @param sides what to do, by its name
	 * @param rounds how often
	 * @param time how long each time
	 * @return the times
	 */
	static Turns of(Map<String, Runnable> sides, int rounds, Duration time) {
		run(sides, time);
		Turns turns = new Turns();
		for (int round = 0; round < rounds; round++) {
			turns.add(run(sides, time));
		}
		return turns;
	}

	/**
	 * Adds a round.
	 * @param round times in nanoseconds by the name of what was done, in any order
	 */
	void add(Map<String, long[]> round) {
		round.forEach((name, times) -> {
			long[] sorted = times.clone();
			Arrays.sort(sorted);
			this.rounds.computeIfAbsent(name, (absent) -> new ArrayList<>()).add(sorted);
		});
	}

	private static Map<String, long[]> run(Map<String, Runnable> sides, Duration time) {
		Map<String, LongStream.Builder> times = new LinkedHashMap<>();
		sides.keySet().forEach((name) -> times.put(name, LongStream.builder()));
		long end = System.nanoTime() + time.toNanos();
		while (System.nanoTime() - end < 0) {
			sides.forEach((name, side) -> {
				long start = System.nanoTime();
				side.run();
				times.get(name).add(System.nanoTime() - start);
			});
		}
		Map<String, long[]> round = new LinkedHashMap<>();
		times.forEach((name, builder) -> round.put(name, builder.build().toArray()));
		return round;
	}

	/**
	 * Time of one of them.
	 * @param name its name
	 * @param share which part of the times of a round is shorter, below 1
	 * @return microseconds, in the median of the rounds
	 */
	double micros(String name, double share) {
		double[] each = this.rounds.getOrDefault(name, List.of())
			.stream()
			.mapToDouble((sorted) -> sorted[(int) (sorted.length * share)])
			.sorted()
			.toArray();
		return each[(int) (each.length * MEDIAN)] / NANOS_PER_MICRO;
	}

}
