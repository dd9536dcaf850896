package dev.llmcache.benchmarks.plots;

import org.jspecify.annotations.Nullable;

/**
 * Figure as a benchmark prints it.
 *
 * @param name what was measured
 * @param value the figure
 * @param limit what it is held to, or null if to nothing
 * @param ok whether it keeps to that
 */
record Result(String name, double value, @Nullable Double limit, boolean ok) {

	/** Of what is counted, and of what must not happen. */
	private static final double NOTHING = 0;

	/** Whether it can be told how much of its limit it takes. */
	boolean isHeld() {
		return this.limit != null && this.limit > NOTHING && this.value > NOTHING;
	}

	/** Whether it is good to be at the limit or below, as far as it tells. */
	boolean isAtMost() {
		return this.limit == null || this.ok == (this.value <= this.limit);
	}

	/**
	 * How much of its limit it takes.
	 * @return 1 at the limit, more if it is not kept
	 */
	double shareOfLimit() {
		double held = (this.limit != null) ? this.limit : this.value;
		return isAtMost() ? this.value / held : held / this.value;
	}

}
