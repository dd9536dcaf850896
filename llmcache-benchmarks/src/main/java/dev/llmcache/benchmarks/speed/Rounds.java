package dev.llmcache.benchmarks.speed;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Results of the methods of a measured class. Each round measures every method in a
 * process of its own, one after the other, so that whatever else the machine does falls
 * on all of them.
 */
final class Rounds {

	private final Map<String, List<RunResult>> results;

	private Rounds(Map<String, List<RunResult>> results) {
		this.results = results;
	}

	static Rounds of(Class<?> measured, SpeedOptions options) {
		Map<String, List<RunResult>> results = new HashMap<>();
		for (int round = 0; round < options.rounds(); round++) {
			for (RunResult result : run(measured, options)) {
				results.computeIfAbsent(result.getPrimaryResult().getLabel(), (method) -> new ArrayList<>())
					.add(result);
			}
		}
		return new Rounds(results);
	}

	private static Collection<RunResult> run(Class<?> measured, SpeedOptions options) {
		Options once = new OptionsBuilder().include("^" + Pattern.quote(measured.getName()) + "\\.")
			.forks(1)
			.jvmArgs("-Xms1g", "-Xmx1g")
			.warmupIterations((options.seconds() + 1) / 2)
			.warmupTime(TimeValue.seconds(1))
			.measurementIterations(options.seconds())
			.measurementTime(TimeValue.seconds(1))
			.addProfiler(GCProfiler.class)
			.shouldFailOnError(true)
			.build();
		try {
			return new Runner(once).run();
		}
		catch (RunnerException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Time of a method.
	 * @param method its name
	 * @return the median of the rounds' medians
	 */
	double median(String method) {
		return median(method, (result) -> result.getPrimaryResult().getStatistics().getPercentile(50));
	}

	/**
	 * What a method is scored by.
	 * @param method its name
	 * @return the median of the rounds' scores
	 */
	double score(String method) {
		return median(method, (result) -> result.getPrimaryResult().getScore());
	}

	/**
	 * Memory that a method takes.
	 * @param method its name
	 * @return bytes of one call, in the median of the rounds
	 */
	double bytes(String method) {
		return median(method, Rounds::allocated);
	}

	private static double allocated(RunResult round) {
		return round.getSecondaryResults()
			.values()
			.stream()
			.filter((result) -> result.getLabel().endsWith("gc.alloc.rate.norm"))
			.mapToDouble((result) -> result.getScore())
			.findFirst()
			.orElseThrow();
	}

	private double median(String method, ToDoubleFunction<RunResult> figure) {
		double[] sorted = this.results.getOrDefault(method, List.of()).stream().mapToDouble(figure).sorted().toArray();
		return sorted[sorted.length / 2];
	}

}
