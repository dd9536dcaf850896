package dev.llmcache.benchmarks.soak.node;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what happens, and keeps the first few errors. Thread-safe.
 */
final class Tally {

	static final String CALLS = "calls";

	static final String ERRORS = "errors";

	private static final int KEPT = 5;

	private final ConcurrentMap<String, LongAdder> counts = new ConcurrentHashMap<>();

	private final ConcurrentMap<String, Boolean> errors = new ConcurrentHashMap<>();

	void count(String what) {
		this.counts.computeIfAbsent(what, (name) -> new LongAdder()).increment();
	}

	void fail(Throwable failure) {
		count(ERRORS);
		keep(String.valueOf(failure));
	}

	/**
	 * Keeps what is to be looked at, unless that is too much.
	 */
	void keep(String error) {
		if (this.errors.size() < KEPT) {
			this.errors.put(error, true);
		}
	}

	long calls() {
		LongAdder calls = this.counts.get(CALLS);
		return (calls != null) ? calls.sum() : 0;
	}

	Map<String, Long> counts() {
		Map<String, Long> sums = new TreeMap<>();
		this.counts.forEach((name, count) -> sums.put(name, count.sum()));
		return sums;
	}

	List<String> errors() {
		return List.copyOf(this.errors.keySet());
	}

}
