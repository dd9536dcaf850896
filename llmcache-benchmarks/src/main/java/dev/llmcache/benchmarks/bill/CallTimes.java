package dev.llmcache.benchmarks.bill;

import java.util.List;
import java.util.function.Predicate;

/**
 * How long calls took.
 *
 * @param calls the calls
 */
record CallTimes(List<CallTime> calls) {

	CallTimes {
		calls = List.copyOf(calls);
	}

	/** Median of all calls. */
	double medianMillis() {
		return median((call) -> true);
	}

	/** Median of those that the cache answered. */
	double hitMillis() {
		return median(CallTime::hit);
	}

	private double median(Predicate<CallTime> which) {
		long[] nanos = this.calls.stream().filter(which).mapToLong(CallTime::nanos).sorted().toArray();
		return (nanos.length > 0) ? nanos[nanos.length / 2] / 1e6 : 0;
	}

	/**
	 * How long a call took.
	 *
	 * @param nanos nanoseconds
	 * @param hit whether the cache answered
	 */
	record CallTime(long nanos, boolean hit) {

	}

}
