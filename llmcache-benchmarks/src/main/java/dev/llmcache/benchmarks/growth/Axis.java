package dev.llmcache.benchmarks.growth;

import dev.llmcache.benchmarks.Figures;

/**
 * What there is more and more of while the same is measured.
 */
@FunctionalInterface
interface Axis {

	/**
	 * Measures at each size.
	 * @param options up to which size, and how long
	 * @param figures where to report
	 */
	void measure(GrowthOptions options, Figures figures);

}
