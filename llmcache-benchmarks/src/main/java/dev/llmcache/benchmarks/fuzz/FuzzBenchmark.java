package dev.llmcache.benchmarks.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import dev.llmcache.benchmarks.Benchmark;
import dev.llmcache.benchmarks.Figures;
import dev.llmcache.test.fuzz.FuzzTarget;
import dev.llmcache.test.fuzz.FuzzTargets;
import dev.llmcache.test.fuzz.Fuzzing;
import dev.llmcache.test.fuzz.Fuzzing.Outcome;

/**
 * Fuzzes all that reads bytes from outside, one after the other. The first argument says
 * how many inputs there are, 10,000,000 without, the second makes them the same again,
 * and the third names one target.
 */
public final class FuzzBenchmark implements Benchmark {

	private static final long EXECUTIONS = 10_000_000;

	private static final Duration PER_INPUT = Duration.ofSeconds(10);

	@Override
	public void run(List<String> arguments, Figures figures) {
		long executions = (arguments.size() > 0) ? Long.parseLong(arguments.get(0)) : EXECUTIONS;
		int seed = (arguments.size() > 1) ? Integer.parseInt(arguments.get(1)) : 1;
		List<FuzzTarget> targets = FuzzTargets.all()
			.stream()
			.filter((target) -> arguments.size() < 3 || target.name().equals(arguments.get(2)))
			.toList();
		run(targets, executions, seed, figures.startingWith("fuzz-"));
	}

	private static void run(List<FuzzTarget> targets, long executions, int seed, Figures figures) {
		Path directory = directory();
		System.err.println("Logs, inputs and findings are in " + directory);
		long shares = targets.stream().mapToInt(FuzzTarget::share).sum();
		long executed = 0;
		long findings = 0;
		Duration time = Duration.ZERO;
		for (FuzzTarget target : targets) {
			long share = Math.ceilDiv(executions * target.share(), shares);
			Outcome outcome = Fuzzing.of(target, share, seed).run(directory, PER_INPUT);
			report(target, outcome, share, figures);
			executed += outcome.executions();
			findings += outcome.finding().isEmpty() ? 0 : 1;
			time = time.plus(outcome.time());
		}
		figures.atLeast("executions", executed, executions);
		figures.exactly("findings", findings, 0);
		figures.report("seconds", time.toSeconds());
	}

	private static void report(FuzzTarget target, Outcome outcome, long share, Figures figures) {
		Figures own = figures.startingWith(target.name() + "-");
		own.atLeast("executions", outcome.executions(), share);
		own.report("seconds", outcome.time().toMillis() / 1000.0);
		own.report("covered", outcome.covered());
		own.exactly("findings", outcome.finding().isEmpty() ? 0 : 1, 0);
		if (!outcome.finding().isEmpty()) {
			System.err.println(target.name() + ": " + outcome.finding());
		}
	}

	private static Path directory() {
		try {
			return Files.createTempDirectory("llmcache-fuzz-");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
