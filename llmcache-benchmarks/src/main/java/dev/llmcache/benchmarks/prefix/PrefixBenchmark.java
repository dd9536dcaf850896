package dev.llmcache.benchmarks.prefix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import dev.llmcache.benchmarks.Benchmark;
import dev.llmcache.benchmarks.Figures;
import dev.llmcache.test.prefix.JvmStarts;
import dev.llmcache.test.prefix.LlamaCppModel;
import dev.llmcache.test.prefix.LlamaCppRun;
import dev.llmcache.test.prefix.PreparationTimes;
import dev.llmcache.test.prefix.PrefixFixture;

/**
 * Reuse of prompts' beginnings: by simulated servers with Spring AI's real clients, by
 * processes one after the other, and by llama.cpp.
 */
public final class PrefixBenchmark implements Benchmark {

	private static final int LONG_PROMPT = 32 * 1024;

	private static final double NANOS_PER_MICRO = 1e3;

	@Override
	public void run(List<String> arguments, Figures figures) {
		PrefixOptions options = PrefixOptions.parse(arguments);
		new ReuseFigures(options.calls(), options.seed()).report(figures);
		new CostFigures(options.seed()).report(figures);
		new LintFigures(options.templates()).report(figures);
		preparation(figures);
		JvmStarts starts = JvmStarts.of(options.jvms());
		figures.exactly("jvm-starts-different-prefixes", starts.with().size(), 1);
		figures.atLeast("jvm-starts-different-prefixes-without", starts.without().size(), 2);
		llama(options, figures);
	}

	private static void preparation(Figures figures) {
		long[] nanos = PreparationTimes.of(new PrefixFixture().advisor(), LONG_PROMPT, 5_000);
		figures.report("prepare-32k-p50-us", nanos[nanos.length / 2] / NANOS_PER_MICRO);
		figures.atMost("prepare-32k-p99-us", nanos[nanos.length * 99 / 100] / NANOS_PER_MICRO, 1_000);
	}

	private static void llama(PrefixOptions options, Figures figures) {
		try {
			Path directory = Files.createTempDirectory("llmcache-prefix");
			try {
				LlamaCppRun run = LlamaCppRun.of(directory, options.rules(), options.rounds());
				figures.atLeast("llama-system-tokens", run.systemTokens(), 1_000);
				figures.atMost("llama-evaluated-tokens", max(run.tail()), run.tailTokens() + 16);
				figures.atLeast("llama-evaluated-tokens-without", max(run.head()), run.systemTokens());
				figures.atLeast("llama-speedup", run.speedup(), 10);
			}
			finally {
				delete(directory);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static int max(List<LlamaCppModel.Evaluation> evaluations) {
		return evaluations.stream().mapToInt(LlamaCppModel.Evaluation::tokens).max().orElseThrow();
	}

	private static void delete(Path directory) throws IOException {
		try (Stream<Path> files = Files.walk(directory)) {
			for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
				Files.delete(file);
			}
		}
	}

}
