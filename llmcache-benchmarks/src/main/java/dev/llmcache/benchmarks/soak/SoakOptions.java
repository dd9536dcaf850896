package dev.llmcache.benchmarks.soak;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.llmcache.benchmarks.soak.node.Span;

/**
 * How long to go on.
 */
final class SoakOptions {

	private static final String USAGE = "run soak [--seconds 120 | --minutes 30 | --calls 2000000] [--seed 1]";

	private static final Set<String> NAMES = Set.of("--seconds", "--minutes", "--calls", "--seed");

	private static final long LONGEST_SECONDS = 24 * 3600L;

	private SoakOptions() {
	}

	static Span parse(List<String> arguments) {
		Map<String, Long> values = new HashMap<>();
		for (int i = 0; i < arguments.size(); i += 2) {
			if (!NAMES.contains(arguments.get(i)) || i + 1 == arguments.size()) {
				throw new IllegalArgumentException(USAGE);
			}
			values.put(arguments.get(i), Long.valueOf(arguments.get(i + 1)));
		}
		long seconds = values.getOrDefault("--seconds", values.containsKey("--minutes") ? 60 * values.get("--minutes")
				: (values.containsKey("--calls") ? LONGEST_SECONDS : 120));
		return new Span(values.getOrDefault("--calls", Long.MAX_VALUE), seconds, values.getOrDefault("--seed", 1L));
	}

}
