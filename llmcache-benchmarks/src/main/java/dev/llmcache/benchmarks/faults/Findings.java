package dev.llmcache.benchmarks.faults;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.llmcache.benchmarks.Figures;
import dev.llmcache.benchmarks.faults.node.LoadReport.Switch;
import dev.llmcache.benchmarks.faults.node.Sample;
import dev.llmcache.benchmarks.faults.node.Sample.Source;

/**
 * What a fault did to callers.
 *
 * @param fault the fault
 * @param course when it happened
 * @param seen what the nodes saw before, meanwhile and after
 * @param probed what became of questions that were asked beside
 */
record Findings(Fault fault, Course course, Seen seen, Collection<Sample> probed) {

	/** Budget of a lookup: 50 ms of the exact layer, and 150 ms of the semantic one. */
	private static final double BEFORE_MILLIS = 200;

	private static final double AFTER_MILLIS = 2;

	private static final double OPEN_MILLIS = 1000;

	private static final double RECOVERY_SECONDS = 10;

	/** For how long what still answers may be slow, where no breaker has to open. */
	private static final long SETTLED_MICROS = 1_000_000;

	private static final int SLOWEST = 5;

	void report(Figures figures) {
		List<Sample> all = Stream.concat(this.seen.throughCache().stream(), this.probed.stream()).toList();
		figures.exactly("errors", count(all, (call) -> call.error() != null), 0);
		figures.exactly("wrong-answers", count(all, Sample::isWrong), 0);
		figures.exactly("foreign-answers", foreign(all), 0);
		figures.exactly("unnumbered-answers", count(all, (call) -> call.right() && call.serial() == 0), 0);
		figures.exactly("uncached-errors", count(this.seen.uncached().samples(), (call) -> call.error() != null), 0);
		reportAnswers(figures);
		reportTimes(figures);
		figures.atMost("recovery-seconds", this.course.recoverySeconds(), RECOVERY_SECONDS);
		errors(all).forEach(System.err::println);
		slowest().forEach((call) -> System.err.printf("%s, %d ms after: %s%n", this.fault.name(),
				(call.atMicros() - this.course.begun()) / 1000, call));
	}

	private List<Sample> slowest() {
		return between(this.seen.cached().samples(), this.course.begun(), this.course.mended()).stream()
			.sorted(Comparator.comparingLong(Sample::tookMicros).reversed())
			.limit(SLOWEST)
			.toList();
	}

	private void reportAnswers(Figures figures) {
		List<Sample> meanwhile = between(this.seen.cached().samples(), this.course.begun(), this.course.mended());
		figures.report("calls", meanwhile.size());
		figures.report("model-calls", count(meanwhile, (call) -> call.source() == Source.MODEL));
		figures.report("healthy-hit-percent", hitPercent(healthy(this.seen.cached().samples())));
		figures.report("hit-percent", hitPercent(meanwhile));
		if (this.fault.sign() == Source.SEMANTIC) {
			figures.atLeast("exact-hits", count(meanwhile, (call) -> call.source() == Source.EXACT), 1);
		}
	}

	private void reportTimes(Figures figures) {
		OptionalLong opened = opened();
		if (this.fault.silences()) {
			figures.atMost("breaker-open-after-ms", (opened.orElse(this.course.mended()) - this.course.begun()) / 1e3,
					OPEN_MILLIS);
		}
		else if (opened.isPresent()) {
			figures.report("breaker-open-after-ms", (opened.getAsLong() - this.course.begun()) / 1e3);
		}
		long settled = opened.orElse(this.course.begun() + SETTLED_MICROS);
		figures.report("healthy-added-p99-ms", addedMillis(0, this.course.begun(), (call) -> true));
		figures.report("healthy-misses-added-p99-ms", addedMillis(0, this.course.begun(), Findings::isMiss));
		figures.atMost("before-added-p99-ms", addedMillis(this.course.begun(), settled, (call) -> true), BEFORE_MILLIS);
		reportAfter(addedMillis(settled, this.course.mended(), (call) -> true), figures);
		figures.report("after-misses-added-p99-ms", addedMillis(settled, this.course.mended(), Findings::isMiss));
		figures.report("healthy-misses-added-p50-ms", addedMillis(0, this.course.begun(), Findings::isMiss, 50));
		figures.report("after-misses-added-p50-ms", addedMillis(settled, this.course.mended(), Findings::isMiss, 50));
		figures.report("after-max-ms",
				percentile(between(this.seen.cached().samples(), settled, this.course.mended()), 100));
		figures.report("after-uncached-max-ms",
				percentile(between(this.seen.uncached().samples(), settled, this.course.mended()), 100));
	}

	// While the exact layer is away misses are still looked up by meaning, as always
	private void reportAfter(double added, Figures figures) {
		if (this.fault.sign() == Source.SEMANTIC) {
			figures.atMost("after-added-p99-ms", added, AFTER_MILLIS);
		}
		else {
			figures.report("after-added-p99-ms", added);
			figures.atMost("after-added-to-healthy-p99-ms", added - addedMillis(0, this.course.begun(), (call) -> true),
					AFTER_MILLIS);
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
					&& change.atMicros() >= this.course.begun() && change.atMicros() < this.course.mended())
			.mapToLong(Switch::atMicros)
			.min();
	}

	private double addedMillis(long from, long to, Predicate<Sample> which) {
		return addedMillis(from, to, which, 99);
	}

	private double addedMillis(long from, long to, Predicate<Sample> which, int percent) {
		List<Sample> cached = between(this.seen.cached().samples(), from, to).stream().filter(which).toList();
		return percentile(cached, percent) - percentile(between(this.seen.uncached().samples(), from, to), percent);
	}

	/**
	 * Percentile of how long calls took.
	 * @param calls the calls
	 * @param percent how many of them took no longer, from 1 to 100
	 * @return milliseconds; 0 if there are no calls
	 */
	static double percentile(List<Sample> calls, int percent) {
		long[] micros = calls.stream().mapToLong(Sample::tookMicros).sorted().toArray();
		return (micros.length > 0) ? micros[Math.ceilDiv(micros.length * percent, 100) - 1] / 1e3 : 0;
	}

	/**
	 * Answers that somebody was given which the model gave to another tenant.
	 * @param calls all calls
	 * @return how many of the model's answers were given to several tenants
	 */
	static long foreign(Collection<Sample> calls) {
		return calls.stream()
			.filter((call) -> call.serial() > 0)
			.collect(Collectors.groupingBy(Sample::serial, Collectors.mapping(Sample::tenant, Collectors.toSet())))
			.values()
			.stream()
			.filter((tenants) -> tenants.size() > 1)
			.count();
	}

	private List<Sample> healthy(List<Sample> calls) {
		return between(calls, 0, this.course.begun());
	}

	private static List<Sample> between(List<Sample> calls, long from, long to) {
		return calls.stream().filter((call) -> call.atMicros() >= from && call.atMicros() < to).toList();
	}

	private static boolean isMiss(Sample call) {
		return call.source() == Source.MODEL;
	}

	private static double hitPercent(List<Sample> calls) {
		return calls.isEmpty() ? 0 : 100.0 * count(calls, (call) -> call.source().isCache()) / calls.size();
	}

	private static long count(Collection<Sample> calls, Predicate<Sample> which) {
		return calls.stream().filter(which).count();
	}

	private static List<String> errors(List<Sample> calls) {
		return calls.stream().flatMap((call) -> Stream.ofNullable(call.error())).distinct().limit(5).toList();
	}

}
