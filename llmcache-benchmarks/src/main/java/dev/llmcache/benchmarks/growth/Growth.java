package dev.llmcache.benchmarks.growth;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import dev.llmcache.benchmarks.Figures;
import dev.llmcache.benchmarks.speed.Turns;

/**
 * Times of the same by how much there is.
 *
 * @param medians microseconds
 * @param nearlyAll microseconds that 99 of a hundred do not take
 */
record Growth(SortedMap<Integer, Double> medians, SortedMap<Integer, Double> nearlyAll) {

	private static final double MEDIAN = 0.50;

	private static final double NEARLY_ALL = 0.99;

	private static final int TENFOLD = 10;

	/**
	 * Measures, all sizes in turns.
	 * @param bySize what to do next, by how much there is
	 * @param options how long
	 * @return the times
	 */
	static Growth of(Map<Integer, Supplier<Runnable>> bySize, GrowthOptions options) {
		return together(List.of(bySize), options).getFirst();
	}

	/**
	 * Measures several things, all sizes of all in turns.
	 * @param things what to do next, by how much there is
	 * @param options how long
	 * @return the times of each
	 */
	static List<Growth> together(List<Map<Integer, Supplier<Runnable>>> things, GrowthOptions options) {
		Map<String, Supplier<Runnable>> sides = new LinkedHashMap<>();
		for (int i = 0; i < things.size(); i++) {
			String thing = i + " at ";
			things.get(i).forEach((size, next) -> sides.put(thing + size, next));
		}
		Turns turns = Turns.ofPrepared(sides, options.rounds(), Duration.ofSeconds(options.seconds()));
		return IntStream.range(0, things.size()).mapToObj((i) -> {
			Set<Integer> sizes = things.get(i).keySet();
			return new Growth(micros(turns, i + " at ", sizes, MEDIAN), micros(turns, i + " at ", sizes, NEARLY_ALL));
		}).toList();
	}

	private static SortedMap<Integer, Double> micros(Turns turns, String thing, Set<Integer> sizes, double share) {
		SortedMap<Integer, Double> micros = new TreeMap<>();
		sizes.forEach((size) -> micros.put(size, turns.micros(thing + size, share)));
		return micros;
	}

	/**
	 * Reports the times at each size.
	 * @param figures where to
	 */
	void report(Figures figures) {
		this.medians.forEach((size, micros) -> {
			figures.report(size + "-p50-us", micros);
			figures.report(size + "-p99-us", this.nearlyAll.getOrDefault(size, 0.0));
		});
	}

	/**
	 * Reports the times at each size, and that there is no growth.
	 * @param figures where to
	 * @param most how many times as long it may take at the largest size as at the
	 * smallest, in the median
	 */
	void reportFlat(Figures figures, double most) {
		report(figures);
		figures.atMost("growth", this.medians.lastEntry().getValue() / this.medians.firstEntry().getValue(), most);
	}

	/**
	 * Reports the times at each size, that ten times as much costs little more, and that
	 * nothing smaller costs more than the largest.
	 * @param figures where to
	 * @param from the smallest size that this is said of
	 * @param most how many times as long it may take where there is ten times as much,
	 * and at the slowest size to the largest, in the median
	 */
	void reportTenfold(Figures figures, int from, double most) {
		report(figures);
		List<Integer> sizes = this.medians.tailMap(from)
			.keySet()
			.stream()
			.filter((size) -> this.medians.containsKey(size * TENFOLD))
			.toList();
		sizes.stream()
			.mapToDouble((size) -> median(size * TENFOLD) / median(size))
			.max()
			.ifPresent((largest) -> figures.atMost("tenfold-growth", largest, most));
		double slowest = this.medians.values().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
		figures.atMost("slowest-to-largest", slowest / this.medians.lastEntry().getValue(), most);
	}

	private double median(int size) {
		return this.medians.getOrDefault(size, 0.0);
	}

}
