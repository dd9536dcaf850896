package dev.llmcache.report;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts lookups of one layer and their time.
 * <p>
 * Thread-safe.
 */
final class LookupTally {

	private final LongAdder lookups = new LongAdder();

	private final LongAdder nanos = new LongAdder();

	void add(Duration took) {
		this.lookups.increment();
		this.nanos.add(took.toNanos());
	}

	LookupCount count() {
		return new LookupCount(this.lookups.sum(), Duration.ofNanos(this.nanos.sum()));
	}

	/**
	 * Lookups of a layer.
	 *
	 * @param lookups how many
	 * @param time how long they took together
	 */
	record LookupCount(long lookups, Duration time) {

		static final LookupCount NONE = new LookupCount(0, Duration.ZERO);

		LookupCount plus(LookupCount other) {
			return new LookupCount(this.lookups + other.lookups, this.time.plus(other.time));
		}

	}

}
