package dev.llmcache;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts answers that were not stored.
 * <p>
 * Thread-safe.
 */
final class StoreRejections {

	private final Map<StoreRejection, LongAdder> counters = new ConcurrentHashMap<>();

	void add(StoreRejection reason) {
		this.counters.computeIfAbsent(reason, (first) -> new LongAdder()).increment();
	}

	Map<StoreRejection, Long> counts() {
		Map<StoreRejection, Long> counts = new EnumMap<>(StoreRejection.class);
		this.counters.forEach((reason, count) -> counts.put(reason, count.sum()));
		return counts;
	}

}
