package dev.llmcache.benchmarks;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.llmcache.benchmarks.bill.BillBenchmark;
import dev.llmcache.benchmarks.canary.CanaryBenchmark;
import dev.llmcache.benchmarks.edge.EdgeBenchmark;
import dev.llmcache.benchmarks.embedding.EmbeddingBenchmark;
import dev.llmcache.benchmarks.faults.FaultsBenchmark;
import dev.llmcache.benchmarks.fleet.FleetBenchmark;
import dev.llmcache.benchmarks.fuzz.FuzzBenchmark;
import dev.llmcache.benchmarks.growth.GrowthBenchmark;
import dev.llmcache.benchmarks.isolation.IsolationBenchmark;
import dev.llmcache.benchmarks.mutation.MutationBenchmark;
import dev.llmcache.benchmarks.observation.ObservationBenchmark;
import dev.llmcache.benchmarks.plots.PlotsBenchmark;
import dev.llmcache.benchmarks.prefix.PrefixBenchmark;
import dev.llmcache.benchmarks.quality.PairsBenchmark;
import dev.llmcache.benchmarks.quality.QualityBenchmark;
import dev.llmcache.benchmarks.scopes.ScopesBenchmark;
import dev.llmcache.benchmarks.seal.SealBenchmark;
import dev.llmcache.benchmarks.soak.SoakBenchmark;
import dev.llmcache.benchmarks.speed.SpeedBenchmark;
import dev.llmcache.benchmarks.sweep.SweepBenchmark;
import org.jspecify.annotations.Nullable;

/**
 * Runs a benchmark by its name: exit code 0 if all figures kept their limits, 1 if not, 2
 * if there is no such benchmark.
 */
public final class Benchmarks {

	private static final Map<String, Benchmark> BY_NAME = new TreeMap<>(
			Map.ofEntries(Map.entry("bill", new BillBenchmark()), Map.entry("canary", new CanaryBenchmark()),
					Map.entry("decision", new DecisionBenchmark()), Map.entry("edge", new EdgeBenchmark()),
					Map.entry("embedding", new EmbeddingBenchmark()), Map.entry("faults", new FaultsBenchmark()),
					Map.entry("fleet", new FleetBenchmark()), Map.entry("fuzz", new FuzzBenchmark()),
					Map.entry("growth", new GrowthBenchmark()), Map.entry("hello", new Hello()),
					Map.entry("isolation", new IsolationBenchmark()), Map.entry("mutation", new MutationBenchmark()),
					Map.entry("observation", new ObservationBenchmark()), Map.entry("pairs", new PairsBenchmark()),
					Map.entry("plots", new PlotsBenchmark()), Map.entry("prefix", new PrefixBenchmark()),
					Map.entry("quality", new QualityBenchmark()), Map.entry("recorded", new Recorded()),
					Map.entry("scopes", new ScopesBenchmark()), Map.entry("seal", new SealBenchmark()),
					Map.entry("soak", new SoakBenchmark()), Map.entry("speed", new SpeedBenchmark()),
					Map.entry("sweep", new SweepBenchmark())));

	private Benchmarks() {
	}

	/**
	 * Runs the benchmark that the first argument names.
	 * @param arguments the name and the benchmark's own arguments
	 */
	public static void main(String[] arguments) {
		PrintStream out = System.out;
		// Libraries print too, and a figure is a line
		System.setOut(System.err);
		System.exit(run(List.of(arguments), out, System.err));
	}

	static int run(List<String> arguments, PrintStream out, PrintStream err) {
		Benchmark benchmark = named(arguments);
		if (benchmark == null) {
			err.println("Usage: run NAME [ARGUMENT...], where NAME is one of: " + String.join(", ", BY_NAME.keySet()));
			return 2;
		}
		Figures figures = new Figures(out);
		try {
			benchmark.run(arguments.subList(1, arguments.size()), figures);
		}
		// Spring Boot keeps quiet about what it believes to have logged
		catch (RuntimeException ex) {
			ex.printStackTrace(err);
			return 1;
		}
		return figures.ok() ? 0 : 1;
	}

	/**
	 * Benchmark that a command line begins with.
	 * @param arguments the name and the benchmark's own arguments
	 * @return the benchmark, or null if there is none of that name
	 */
	static @Nullable Benchmark named(List<String> arguments) {
		return arguments.isEmpty() ? null : BY_NAME.get(arguments.getFirst());
	}

	/**
	 * Median of some times.
	 * @param nanos the times, which are sorted
	 * @return the median in microseconds
	 */
	static double medianMicros(long[] nanos) {
		Arrays.sort(nanos);
		return nanos[nanos.length / 2] / 1000.0;
	}

}
