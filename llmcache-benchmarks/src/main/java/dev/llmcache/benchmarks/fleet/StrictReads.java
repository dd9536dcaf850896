package dev.llmcache.benchmarks.fleet;

import java.time.Duration;

import dev.llmcache.benchmarks.Figures;

/**
 * Reads of a strict fleet that begin after an invalidation has returned on any node.
 */
record StrictReads(String name) implements Scenario {

	@Override
	public void run(Fleet fleet, Figures figures) {
		fleet.model().answersIn(Duration.ofMillis(2));
		Evidence evidence = Invalidations.of(fleet);
		if (evidence.reads().stream().noneMatch((read) -> read.reply().isFromCache())) {
			throw new IllegalStateException("Nothing was served from the cache");
		}
		figures.exactly("stale-reads", evidence.outdated(0).size(), 0);
	}

}
