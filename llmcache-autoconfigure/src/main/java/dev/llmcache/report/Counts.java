package dev.llmcache.report;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts of what is told apart by a few keys.
 * <p>
 * Thread-safe.
 *
 * @param <K> type of the keys
 */
final class Counts<K extends Comparable<K>> {

	private final Map<K, LongAdder> counts = new ConcurrentHashMap<>();

	void add(K key) {
		add(key, 1);
	}

	void add(K key, long count) {
		LongAdder known = this.counts.get(key);
		((known != null) ? known : this.counts.computeIfAbsent(key, (first) -> new LongAdder())).add(count);
	}

	/** In the order of the keys. */
	Map<K, Long> all() {
		Map<K, Long> all = new TreeMap<>();
		this.counts.forEach((key, count) -> all.put(key, count.sum()));
		return all;
	}

}
