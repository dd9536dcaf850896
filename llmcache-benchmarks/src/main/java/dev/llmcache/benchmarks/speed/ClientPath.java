package dev.llmcache.benchmarks.speed;

import dev.llmcache.benchmarks.Figures;

/**
 * Use of a chat client whose cache has the answer, against that of one without a cache
 * whose model answers at once.
 *
 * @param uses the measured class, with a method for each of the two
 */
record ClientPath(Class<?> uses) implements Path {

	private static final double MOST = 1.10;

	@Override
	public void measure(SpeedOptions options, Figures figures) {
		Rounds rounds = Rounds.of(this.uses, options);
		figures.report("us", rounds.median("cached"));
		figures.report("limit-us", rounds.median("uncached"));
		figures.report("bytes", rounds.bytes("cached"));
		figures.report("limit-bytes", rounds.bytes("uncached"));
		figures.atMost("ratio", rounds.median("cached") / rounds.median("uncached"), MOST);
	}

}
