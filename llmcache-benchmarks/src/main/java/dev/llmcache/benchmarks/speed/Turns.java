package dev.llmcache.benchmarks.speed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Times of several things that one thread does in turns, once each in a random order, so
 * that whatever else the machine does falls on all of them.
 */
public final class Turns {

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
	public static Turns of(Map<String, Runnable> sides, int rounds, Duration time) {
		Map<String, Supplier<Runnable>> prepared = new LinkedHashMap<>();
		sides.forEach((name, side) -> prepared.put(name, () -> side));
		return ofPrepared(prepared, rounds, time);
	}

	/**
	 * Takes turns with what is another each time, and does not count how long it takes to
	 * choose it.
	 * @param sides what to do next, by its name
	 * @param rounds how often
	 * @param time how long each time
	 * @return the times
	 */
	public static Turns ofPrepared(Map<String, Supplier<Runnable>> sides, int rounds, Duration time) {
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

	private static Map<String, long[]> run(Map<String, Supplier<Runnable>> sides, Duration time) {
		List<Side> all = new ArrayList<>();
		sides.forEach((name, side) -> all.add(new Side(name, side)));
		Random random = new Random(1);
		long end = System.nanoTime() + time.toNanos();
		while (System.nanoTime() - end < 0) {
			// Or one would always come after the same other
			Collections.shuffle(all, random);
			all.forEach(Side::run);
		}
		return all.stream().collect(Collectors.toMap(Side::name, (side) -> side.times().build().toArray()));
	}

	/**
	 * Time of one of them.
	 * @param name its name
	 * @param share which part of the times of a round is shorter, below 1
	 * @return microseconds, in the median of the rounds
	 */
	public double micros(String name, double share) {
		double[] each = this.rounds.getOrDefault(name, List.of())
			.stream()
			.mapToDouble((sorted) -> sorted[(int) (sorted.length * share)])
			.sorted()
			.toArray();
		return each[(int) (each.length * MEDIAN)] / NANOS_PER_MICRO;
	}

	private record Side(String name, Supplier<Runnable> next, LongStream.Builder times) {

		Side(String name, Supplier<Runnable> next) {
			this(name, next, LongStream.builder());
		}

		void run() {
			Runnable what = this.next.get();
			long start = System.nanoTime();
			what.run();
			this.times.add(System.nanoTime() - start);
		}

	}

}
