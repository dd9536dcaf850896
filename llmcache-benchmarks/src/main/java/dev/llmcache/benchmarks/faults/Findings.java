package dev.llmcache.benchmarks.faults;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

	private static final double RECOVERY_SECONDS = 10;

	private static final int SLOWEST = 5;

	void report(RepeatedFigures figures) {
		List<Sample> all = Stream.concat(this.seen.throughCache().stream(), this.probed.stream()).toList();
		figures.never("errors", count(all, (call) -> call.error() != null));
		figures.never("wrong-answers", count(all, Sample::isWrong));
		figures.never("foreign-answers", foreign(all));
		figures.never("unnumbered-answers", count(all, (call) -> call.right() && call.serial() == 0));
		figures.never("uncached-errors", count(this.seen.uncached().samples(), (call) -> call.error() != null));
		reportAnswers(figures);
		new Delays(this.fault, this.course, this.seen).report(figures);
		figures.atMost("recovery-seconds", this.course.recoverySeconds(), RECOVERY_SECONDS);
		errors(all).forEach(System.err::println);
		slowest().forEach((call) -> System.err.printf("%s, %d ms after: %s%n", this.fault.name(),
				(call.atMicros() - this.course.begun()) / 1000, call));
	}

	private List<Sample> slowest() {
		return this.course.fault()
			.of(this.seen.cached().samples())
			.stream()
			.sorted(Comparator.comparingLong(Sample::tookMicros).reversed())
			.limit(SLOWEST)
			.toList();
	}

	private void reportAnswers(RepeatedFigures figures) {
		List<Sample> meanwhile = this.course.fault().of(this.seen.cached().samples());
		figures.median("calls", meanwhile.size());
		figures.median("model-calls", (double) count(meanwhile, (call) -> call.source() == Source.MODEL));
		figures.median("healthy-hit-percent",
				hitPercent(new Period(0, this.course.begun()).of(this.seen.cached().samples())));
		figures.median("hit-percent", hitPercent(meanwhile));
		if (this.fault.sign() == Source.SEMANTIC) {
			figures.atLeast("exact-hits", (double) count(meanwhile, (call) -> call.source() == Source.EXACT), 1);
		}
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
