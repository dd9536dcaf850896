package dev.llmcache.benchmarks;

import java.util.List;

/**
 * Something that can be measured by its name.
 */
@FunctionalInterface
public interface Benchmark {

	/**
	 * Measures and reports at least one figure.
	 * @param arguments what stands after the name on the command line
	 * @param figures where to report
	 */
	void run(List<String> arguments, Figures figures);

}
