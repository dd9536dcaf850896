package dev.llmcache.benchmarks.speed;

import dev.llmcache.benchmarks.Figures;

/**
 * Hit in the near cache at the advisor, against the least work that finds an answer.
 */
final class NearHitPath implements Path {

	private static final double MOST = 2.5;

	private static final long MOST_BYTES = 8 << 10;

	@Override
	public void measure(SpeedOptions options, Figures figures) {
		Rounds rounds = Rounds.of(NearHits.class, options);
		figures.report("us", rounds.median("advisor"));
		figures.report("limit-us", rounds.median("limit"));
		figures.atMost("ratio", rounds.median("advisor") / rounds.median("limit"), MOST);
		figures.atMost("bytes", rounds.bytes("advisor"), MOST_BYTES);
	}

}
