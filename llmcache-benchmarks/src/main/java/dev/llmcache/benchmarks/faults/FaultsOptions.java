package dev.llmcache.benchmarks.faults;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is to go wrong.
 *
 * @param lasting how long each fault lasts
 * @param only what its name contains
 * @param rate calls in a second
 * @param rounds how often everything happens
 * @param seed of all that is drawn
 */
record FaultsOptions(Duration lasting, String only, int rate, int rounds, long seed) {

	private static final String USAGE = "run faults [--seconds 12] [--only NAME] [--rate 200] [--rounds 3] [--seed 1]";

	private static final Set<String> NAMES = Set.of("--seconds", "--only", "--rate", "--rounds", "--seed");

	static FaultsOptions parse(List<String> arguments) {
		Map<String, String> values = new HashMap<>();
		for (int i = 0; i < arguments.size(); i += 2) {
			if (!NAMES.contains(arguments.get(i)) || i + 1 == arguments.size()) {
				throw new IllegalArgumentException(USAGE);
			}
			values.put(arguments.get(i), arguments.get(i + 1));
		}
		return new FaultsOptions(Duration.ofSeconds(Long.parseLong(values.getOrDefault("--seconds", "12"))),
				values.getOrDefault("--only", ""), Integer.parseInt(values.getOrDefault("--rate", "200")),
				Integer.parseInt(values.getOrDefault("--rounds", "3")),
				Long.parseLong(values.getOrDefault("--seed", "1")));
	}

}
