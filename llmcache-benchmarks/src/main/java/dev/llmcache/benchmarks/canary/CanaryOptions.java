package dev.llmcache.benchmarks.canary;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is said and how it is stored.
 *
 * @param canaries how many of each kind
 * @param encrypted whether answers are stored encrypted
 * @param seed of all that is drawn
 */
record CanaryOptions(int canaries, boolean encrypted, long seed) {

	private static final String USAGE = "run canary [--canaries 1000] [--seed 1] [--encryption on|off]";

	private static final Set<String> NAMES = Set.of("--canaries", "--seed", "--encryption");

	static CanaryOptions parse(List<String> arguments) {
		Map<String, String> values = new HashMap<>();
		for (int i = 0; i < arguments.size(); i += 2) {
			if (!NAMES.contains(arguments.get(i)) || i + 1 == arguments.size()) {
				throw new IllegalArgumentException(USAGE);
			}
			values.put(arguments.get(i), arguments.get(i + 1));
		}
		return new CanaryOptions(Integer.parseInt(values.getOrDefault("--canaries", "1000")),
				!values.getOrDefault("--encryption", "on").equals("off"),
				Long.parseLong(values.getOrDefault("--seed", "1")));
	}

}
