package dev.llmcache.benchmarks.speed;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.llmcache.benchmarks.Figures;

/**
 * What a network takes for a text, by itself and among others, with one thread and two.
 *
 * @param one the network with one thread
 * @param two the same with two
 * @param texts texts of one length, so that a batch has nothing to fill up
 */
record NetworkSpeed(Network one, Network two, List<String> texts) {

	/** Size of the largest batch. */
	static final int LARGEST = 32;

	private static final List<Integer> BATCHES = List.of(1, 8, LARGEST);

	private static final double MEDIAN = 0.5;

	private static final double MICROS_PER_MILLI = 1_000;

	void measure(SpeedOptions options, Figures figures) {
		Map<String, Runnable> batches = new LinkedHashMap<>();
		for (int size : BATCHES) {
			List<String> batch = this.texts.subList(0, size);
			batches.put("batch-%d-ms".formatted(size), () -> this.one.run(batch));
		}
		Turns turns = Turns.of(batches, options.rounds(), options.slice());
		for (int size : BATCHES) {
			String name = "batch-%d-ms".formatted(size);
			figures.report(name, turns.micros(name, MEDIAN) / MICROS_PER_MILLI / size);
			List<String> batch = this.texts.subList(0, size);
			figures.report("batch-%d-cpu-ms".formatted(size),
					ThreadTime.millis(() -> this.one.run(batch), options.slice()) / size);
		}
		// By itself, since its second thread goes on spinning for a while
		figures.report("two-threads-ms", twoThreads(options.rounds(), options.slice()) / MICROS_PER_MILLI);
	}

	private double twoThreads(int rounds, Duration slice) {
		List<String> text = this.texts.subList(0, 1);
		return Turns.of(Map.of("two", () -> this.two.run(text)), rounds, slice).micros("two", MEDIAN);
	}

}
