package dev.llmcache.benchmarks.soak.node;

import java.util.List;
import java.util.Map;

/**
 * What has happened so far.
 *
 * @param done whether it is over
 * @param counts how often what has happened
 * @param errors a few of the errors
 * @param readings what the process used meanwhile
 */
public record SoakReport(boolean done, Map<String, Long> counts, List<String> errors, List<Reading> readings) {

	/**
	 * How often something has happened.
	 * @param what a name
	 * @return the count
	 */
	public long count(String what) {
		return this.counts.getOrDefault(what, 0L);
	}

}
