package dev.llmcache.benchmarks.faults;

import java.util.List;

import dev.llmcache.benchmarks.faults.node.Sample;

/**
 * Time between two moments, in microseconds since the epoch.
 *
 * @param from when it begins
 * @param to when it is over
 */
record Period(long from, long to) {

	boolean contains(long micros) {
		return micros >= this.from && micros < this.to;
	}

	/**
	 * Those of some calls that were to begin within it.
	 */
	List<Sample> of(List<Sample> calls) {
		return calls.stream().filter((call) -> contains(call.atMicros())).toList();
	}

}
