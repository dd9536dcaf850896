package dev.llmcache.benchmarks.faults;

import java.util.List;
import java.util.stream.Stream;

import dev.llmcache.benchmarks.faults.node.LoadReport;
import dev.llmcache.benchmarks.faults.node.Sample;

/**
 * What the nodes saw while they made calls.
 *
 * @param cached the one with the cache
 * @param uncached the one without
 * @param peer the other one with the cache
 */
record Seen(LoadReport cached, LoadReport uncached, LoadReport peer) {

	/**
	 * All calls that went through a cache.
	 */
	List<Sample> throughCache() {
		return Stream.concat(this.cached.samples().stream(), this.peer.samples().stream()).toList();
	}

}
