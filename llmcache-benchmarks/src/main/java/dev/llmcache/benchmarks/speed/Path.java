package dev.llmcache.benchmarks.speed;

import dev.llmcache.benchmarks.Figures;

/**
 * Way through the cache whose distance from its limit is measured.
 */
@FunctionalInterface
interface Path {

	/**
	 * Measures it and its limit.
	 * @param options how long
	 * @param figures where to report
	 */
	void measure(SpeedOptions options, Figures figures);

}
