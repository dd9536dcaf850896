package dev.llmcache.benchmarks.faults.node;

import java.util.List;

/**
 * What a node saw while it made calls.
 *
 * @param samples what became of each call
 * @param switches when breakers were opened and closed
 */
public record LoadReport(List<Sample> samples, List<Switch> switches) {

	/**
	 * A breaker was opened or closed.
	 *
	 * @param breaker its name
	 * @param open whether it was opened
	 * @param atMicros when, in microseconds since the epoch
	 */
	public record Switch(String breaker, boolean open, long atMicros) {

	}

}
