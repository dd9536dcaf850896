package dev.llmcache.prefix;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Totals of the first twenty endpoints or models, and of the rest together; none is ever
 * forgotten.
 * <p>
 * Thread-safe.
 *
 * @param <K> what they are told apart by
 */
final class PrefixTotals<K> {

	private static final int MOST = 20;

	private final Map<K, PrefixTotal> totals = new ConcurrentHashMap<>();

	private final K other;

	/**
	 * Creates empty totals.
	 * @param other stands for the rest
	 */
	PrefixTotals(K other) {
		this.other = other;
	}

	PrefixTotal of(K key) {
		PrefixTotal known = this.totals.get(key);
		return (known != null) ? known : this.totals.computeIfAbsent((this.totals.size() < MOST) ? key : this.other,
				(first) -> new PrefixTotal());
	}

	Map<K, PrefixCounts> counts() {
		Map<K, PrefixCounts> counts = new HashMap<>();
		this.totals.forEach((key, total) -> counts.put(key, total.counts()));
		return Map.copyOf(counts);
	}

}
