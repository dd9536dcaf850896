package dev.llmcache.benchmarks.speed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import dev.llmcache.benchmarks.Figures;

/**
 * Decision of the semantic layer in a scope of 10,000 questions in Lucene, against a
 * plain scan of their vectors, in a virtual machine with the vector module and in one
 * without it.
 */
final class LucenePath implements Path {

	private static final double MOST = 1.0;

	private static final double LEAST_RECALL = 0.99;

	private static final double PERCENT = 100;

	private static final List<String> HEAP = List.of("-Xms1g", "-Xmx1g");

	private static final List<String> HEAP_AND_MODULE = List.of("-Xms1g", "-Xmx1g", "--add-modules",
			"jdk.incubator.vector");

	@Override
	public void measure(SpeedOptions options, Figures figures) {
		List<String> inDirectory = List.of("directory", Integer.toString(options.seconds()));
		List<String> inMemory = List.of(LuceneDecisions.MEMORY, Integer.toString(options.seconds()));
		Map<String, OwnProcess> processes = new LinkedHashMap<>();
		processes.put("", process(HEAP, inDirectory));
		processes.put("module-", process(HEAP_AND_MODULE, inDirectory));
		processes.put("memory-", process(HEAP, inMemory));
		processes.put("memory-module-", process(HEAP_AND_MODULE, inMemory));
		Map<String, List<DecisionTimes>> rounds = new LinkedHashMap<>();
		for (int round = 0; round < options.rounds(); round++) {
			processes.forEach((name, process) -> rounds.computeIfAbsent(name, (absent) -> new ArrayList<>())
				.add(process.run(DecisionTimes.class)));
		}
		rounds.forEach((name, times) -> report(times, figures.startingWith(name)));
	}

	private static OwnProcess process(List<String> options, List<String> arguments) {
		return new OwnProcess(LuceneDecisions.class, options, System.getProperty("java.class.path"), arguments);
	}

	private static void report(List<DecisionTimes> rounds, Figures figures) {
		figures.report("us", median(rounds, DecisionTimes::decision));
		figures.report("store-us", median(rounds, DecisionTimes::store));
		figures.report("limit-us", median(rounds, DecisionTimes::limit));
		figures.atMost("ratio", median(rounds, DecisionTimes::ratio), MOST);
		figures.report("store-ratio", median(rounds, DecisionTimes::storeRatio));
		figures.atLeast("recall", rounds.stream().mapToDouble(DecisionTimes::recall).min().orElseThrow(), LEAST_RECALL);
		figures.report("hit-percent", PERCENT * median(rounds, DecisionTimes::hits));
	}

	private static double median(List<DecisionTimes> rounds, ToDoubleFunction<DecisionTimes> figure) {
		double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
		return sorted[sorted.length / 2];
	}

}
