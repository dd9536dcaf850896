package dev.llmcache.benchmarks.faults;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;

import dev.llmcache.benchmarks.faults.node.LoadReport.Switch;
import dev.llmcache.benchmarks.faults.node.Sample;
import dev.llmcache.benchmarks.faults.node.Sample.Source;

/**
 * How much longer callers waited because of a fault, against those of the same time who
 * ask without a cache.
 *
 * @param fault the fault
 * @param course when it happened
 * @param seen what the nodes saw before, meanwhile and after
 */
record Delays(Fault fault, Course course, Seen seen) {

	/** Budget of a lookup: 50 ms of the exact layer, and 150 ms of the semantic one. */
	private static final double BUDGET_MILLIS = 200;

	private static final double AFTER_MILLIS = 2;

	private static final double OPEN_MILLIS = 1000;

	/** For how long what still answers may be slow, where no breaker has to open. */
	private static final long SETTLED_MICROS = 1_000_000;

	private static final int MOST_PERCENT = 99;

	private static final int HALF_PERCENT = 50;

	private static final int ALL_PERCENT = 100;

	void report(RepeatedFigures figures) {
		OptionalLong opened = opened();
		reportBreaker(opened, figures);
		long settled = opened.orElse(this.course.begun() + SETTLED_MICROS);
		Period healthy = new Period(0, this.course.begun());
		Period after = new Period(settled, this.course.mending());
		figures.median("healthy-added-p99-ms", added(healthy));
		figures.medianAtMost("before-added-p99-ms", added(new Period(this.course.begun(), settled)), BUDGET_MILLIS);
		reportAfter(added(after), added(healthy), figures);
		figures.median("mending-added-p99-ms", added(new Period(this.course.mending(), this.course.recovered())));
		figures.median("healthy-misses-added-p99-ms", addedToMisses(healthy, MOST_PERCENT));
		figures.median("after-misses-added-p99-ms", addedToMisses(after, MOST_PERCENT));
		figures.median("healthy-misses-added-p50-ms", addedToMisses(healthy, HALF_PERCENT));
		figures.median("after-misses-added-p50-ms", addedToMisses(after, HALF_PERCENT));
		figures.median("after-max-ms", percentile(after.of(this.seen.cached().samples()), ALL_PERCENT));
		figures.median("after-uncached-max-ms", percentile(after.of(this.seen.uncached().samples()), ALL_PERCENT));
	}

	private void reportBreaker(OptionalLong opened, RepeatedFigures figures) {
		if (this.fault.silences()) {
			figures.atMost("breaker-open-after-ms", (opened.orElse(this.course.mended()) - this.course.begun()) / 1e3,
					OPEN_MILLIS);
		}
		else if (opened.isPresent()) {
			figures.median("breaker-open-after-ms", (opened.getAsLong() - this.course.begun()) / 1e3);
		}
	}

	// While the exact layer is away misses are still looked up by meaning, as always
	private void reportAfter(double after, double healthy, RepeatedFigures figures) {
		if (this.fault.sign() == Source.SEMANTIC) {
			figures.medianAtMost("after-added-p99-ms", after, AFTER_MILLIS);
		}
		else {
			figures.median("after-added-p99-ms", after);
			figures.medianAtMost("after-added-to-healthy-p99-ms", after - healthy, AFTER_MILLIS);
		}
	}

	/**
	 * When the application stopped asking what did not answer.
	 */
	private OptionalLong opened() {
		return this.seen.cached()
			.switches()
			.stream()
			.filter((change) -> change.open() && this.fault.concerns(change.breaker())
					&& this.course.fault().contains(change.atMicros()))
			.mapToLong(Switch::atMicros)
			.min();
	}

	private double added(Period period) {
		return added(period, MOST_PERCENT, (call) -> true);
	}

	private double addedToMisses(Period period, int percent) {
		return added(period, percent, (call) -> call.source() == Source.MODEL);
	}

	private double added(Period period, int percent, Predicate<Sample> which) {
		List<Sample> cached = period.of(this.seen.cached().samples()).stream().filter(which).toList();
		return percentile(cached, percent) - percentile(period.of(this.seen.uncached().samples()), percent);
	}

	/**
	 * Percentile of how long calls took.
	 * @param calls the calls
	 * @param percent how many of them took no longer, from 1 to 100
	 * @return milliseconds; 0 if there are no calls
	 */
	static double percentile(List<Sample> calls, int percent) {
		long[] micros = calls.stream().mapToLong(Sample::tookMicros).sorted().toArray();
		return (micros.length > 0) ? micros[Math.ceilDiv(micros.length * percent, ALL_PERCENT) - 1] / 1e3 : 0;
	}

}
