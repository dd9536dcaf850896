package dev.llmcache.report;

import java.util.stream.IntStream;

import dev.llmcache.Lookup;
import dev.llmcache.Lookup.Hit;
import dev.llmcache.Lookup.Miss;

/**
 * Counts how near the nearest question was, by whether its answer was served.
 * <p>
 * Thread-safe.
 */
final class SimilarityTally {

	private static final double[] HUNDREDTHS = IntStream.rangeClosed(50, 99).mapToDouble((i) -> i / 100.0).toArray();

	private final DistributionTally accepted = new DistributionTally(HUNDREDTHS);

	private final DistributionTally rejected = new DistributionTally(HUNDREDTHS);

	void add(Lookup found) {
		switch (found) {
			case Hit hit -> this.accepted.add(hit.similarity());
			case Miss miss when miss.similarity() != null -> this.rejected.add(miss.similarity());
			case Miss miss -> {
			}
		}
	}

	Distribution accepted() {
		return this.accepted.report();
	}

	Distribution rejected() {
		return this.rejected.report();
	}

}
