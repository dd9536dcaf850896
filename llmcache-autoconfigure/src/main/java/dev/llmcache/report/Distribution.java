package dev.llmcache.report;

import java.util.List;

/**
 * How often values were in which range.
 *
 * @param bounds upper bounds of all ranges but the last, ascending; a value that equals
 * one is below it
 * @param counts how often, one more than there are bounds
 */
public record Distribution(List<Double> bounds, List<Long> counts) {

	public Distribution {
		bounds = List.copyOf(bounds);
		counts = List.copyOf(counts);
	}

	/**
	 * All values.
	 * @return how many
	 */
	public long total() {
		return this.counts.stream().mapToLong(Long::longValue).sum();
	}

}
