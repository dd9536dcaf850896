package dev.llmcache.benchmarks.speed;

import dev.llmcache.benchmarks.Figures;

/**
 * Hits on all cores at once, against calls without a cache whose model answers at once.
 */
final class ThroughputPath implements Path {

	private static final double LEAST = 0.85;

	@Override
	public void measure(SpeedOptions options, Figures figures) {
		Rounds rounds = Rounds.of(ConcurrentCalls.class, options);
		figures.report("per-second", rounds.score("cached"));
		figures.report("limit-per-second", rounds.score("uncached"));
		figures.atLeast("ratio", rounds.score("cached") / rounds.score("uncached"), LEAST);
	}

}
