package dev.llmcache.report;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.LongStream;

/**
 * Counts values by ranges.
 * <p>
 * Thread-safe.
 */
final class DistributionTally {

	private final double[] bounds;

	private final AtomicLongArray counts;

	/**
	 * Creates an empty tally.
	 * @param bounds upper bounds of all ranges but the last, ascending
	 */
	DistributionTally(double... bounds) {
		this.bounds = bounds.clone();
		this.counts = new AtomicLongArray(bounds.length + 1);
	}

	void add(double value) {
		int found = Arrays.binarySearch(this.bounds, value);
		this.counts.incrementAndGet((found >= 0) ? found : -found - 1);
	}

	Distribution report() {
		List<Long> sums = LongStream.range(0, this.counts.length())
			.map((i) -> this.counts.get((int) i))
			.boxed()
			.toList();
		return new Distribution(Arrays.stream(this.bounds).boxed().toList(), sums);
	}

}
