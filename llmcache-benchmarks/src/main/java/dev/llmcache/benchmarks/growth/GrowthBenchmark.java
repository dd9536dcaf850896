package dev.llmcache.benchmarks.growth;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.llmcache.benchmarks.Benchmark;
import dev.llmcache.benchmarks.Figures;

/**
 * What a hit and a search cost, by how many entries, how large a scope and how many
 * tenants there are. All sizes exist at the same time and take turns, so that whatever
 * else the machine does falls on all of them.
 */
public final class GrowthBenchmark implements Benchmark {

	private static final Map<String, Axis> AXES = new TreeMap<>(
			Map.of("exact", new ExactAxis(), "scope", new ScopeAxis(), "tenants", new TenantsAxis()));

	@Override
	public void run(List<String> arguments, Figures figures) {
		GrowthOptions options = GrowthOptions.parse(arguments, AXES.keySet());
		AXES.forEach((name, axis) -> {
			if (options.includes(name)) {
				axis.measure(options, figures.startingWith(name + "-"));
			}
		});
	}

}
