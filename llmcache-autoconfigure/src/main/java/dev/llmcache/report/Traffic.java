package dev.llmcache.report;

import java.util.Map;
import java.util.TreeMap;

/**
 * Calls and what became of them, since the start of this instance.
 *
 * @param results calls by how they ended
 * @param misses those that no stored answer would do for, by reason
 * @param bypasses those that the cache stayed out of, by reason
 * @param rejections answers that were not stored, by reason
 * @param stored answers that were given to the layers to be stored
 * @param refreshes refreshes that were due, by what became of them
 * @param flights calls that joined others, by their part
 */
public record Traffic(Map<CallResult, Long> results, Map<String, Long> misses, Map<String, Long> bypasses,
		Map<String, Long> rejections, long stored, Map<String, Long> refreshes, Map<String, Long> flights) {

	/** No calls. */
	public static final Traffic NONE = new Traffic(Map.of(), Map.of(), Map.of(), Map.of(), 0, Map.of(), Map.of());

	public Traffic {
		results = Map.copyOf(results);
		misses = Map.copyOf(misses);
		bypasses = Map.copyOf(bypasses);
		rejections = Map.copyOf(rejections);
		refreshes = Map.copyOf(refreshes);
		flights = Map.copyOf(flights);
	}

	/**
	 * Calls that ended in some way.
	 * @param result the way
	 * @return how many
	 */
	public long count(CallResult result) {
		return this.results.getOrDefault(result, 0L);
	}

	/**
	 * All calls.
	 * @return how many
	 */
	public long total() {
		return this.results.values().stream().mapToLong(Long::longValue).sum();
	}

	Traffic plus(Traffic other) {
		return new Traffic(sum(this.results, other.results), sum(this.misses, other.misses),
				sum(this.bypasses, other.bypasses), sum(this.rejections, other.rejections), this.stored + other.stored,
				sum(this.refreshes, other.refreshes), sum(this.flights, other.flights));
	}

	private static <K extends Comparable<K>> Map<K, Long> sum(Map<K, Long> one, Map<K, Long> other) {
		Map<K, Long> sums = new TreeMap<>(one);
		other.forEach((key, count) -> sums.merge(key, count, Long::sum));
		return sums;
	}

}
