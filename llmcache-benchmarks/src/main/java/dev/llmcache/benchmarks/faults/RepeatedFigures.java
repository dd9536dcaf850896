package dev.llmcache.benchmarks.faults;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

import dev.llmcache.benchmarks.Figures;

/**
 * Figures of several rounds of the same faults, each reported once for all rounds.
 *
 * <p>
 * What must not happen is that of all rounds. How much longer calls take after the
 * breaker has opened is the median, since whatever else the machine does adds to one
 * round.
 */
final class RepeatedFigures {

	private final Map<String, Repeated> figures;

	private final String prefix;

	RepeatedFigures() {
		this(new LinkedHashMap<>(), "");
	}

	private RepeatedFigures(Map<String, Repeated> figures, String prefix) {
		this.figures = figures;
		this.prefix = prefix;
	}

	RepeatedFigures startingWith(String start) {
		return new RepeatedFigures(this.figures, this.prefix + start);
	}

	/**
	 * Counts what must not happen in any round.
	 */
	void never(String name, long count) {
		add(name, (double) count,
				(figure, values, figures) -> figures.exactly(figure, DoubleStream.of(values).sum(), 0));
	}

	/**
	 * Adds a figure that no round may have above a limit.
	 */
	void atMost(String name, double value, double limit) {
		add(name, value, (figure, values, figures) -> figures.atMost(figure, largest(values), limit));
	}

	/**
	 * Adds a figure that no round may have below a limit.
	 */
	void atLeast(String name, double value, double limit) {
		add(name, value, (figure, values, figures) -> figures.atLeast(figure, values[0], limit));
	}

	/**
	 * Adds a figure whose median must not be above a limit.
	 */
	void medianAtMost(String name, double value, double limit) {
		add(name, value, (figure, values, figures) -> {
			figures.atMost(figure, median(values), limit);
			figures.report(figure + "-largest", largest(values));
		});
	}

	/**
	 * Adds a figure that is held to nothing.
	 */
	void median(String name, double value) {
		add(name, value, (figure, values, figures) -> figures.report(figure, median(values)));
	}

	private void add(String name, double value, Summary summary) {
		this.figures.computeIfAbsent(this.prefix + name, (all) -> new Repeated(new ArrayList<>(), summary))
			.values()
			.add(value);
	}

	/**
	 * Reports all figures, in the order in which they were first added.
	 */
	void report(Figures out) {
		this.figures.forEach((name, figure) -> figure.summary()
			.report(name, figure.values().stream().mapToDouble(Double::doubleValue).sorted().toArray(), out));
	}

	private static double largest(double[] sorted) {
		return sorted[sorted.length - 1];
	}

	private static double median(double[] sorted) {
		return sorted[sorted.length / 2];
	}

	/**
	 * How a figure of several rounds is reported.
	 */
	@FunctionalInterface
	private interface Summary {

		void report(String name, double[] sorted, Figures out);

	}

	private record Repeated(List<Double> values, Summary summary) {

	}

}
