package dev.llmcache.benchmarks.fleet;

import dev.llmcache.benchmarks.Figures;

/**
 * Something that is done with a fleet to measure what it promises.
 */
interface Scenario {

	/**
	 * What its figures start with.
	 */
	String name();

	/**
	 * Measures and reports.
	 */
	void run(Fleet fleet, Figures figures);

}
