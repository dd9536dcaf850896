package dev.llmcache.benchmarks.isolation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How much is asked.
 *
 * @param lookups calls that look for an answer, of both set-ups together, or none
 * @param tenants how many make them
 * @param timed misses that are timed of each kind in each repeat
 * @param repeats how often two samples of them are compared, or never
 * @param seed of all that is drawn
 */
record IsolationOptions(int lookups, int tenants, int timed, int repeats, long seed) {

	private static final String USAGE = """
			run isolation [--lookups 1000000] [--tenants 1000] [--timed 2000] [--repeats 20] [--seed 1]""";

	private static final Set<String> NAMES = Set.of("--lookups", "--tenants", "--timed", "--repeats", "--seed");

	static IsolationOptions parse(List<String> arguments) {
		Map<String, String> values = new HashMap<>();
		for (int i = 0; i < arguments.size(); i += 2) {
			if (!NAMES.contains(arguments.get(i)) || i + 1 == arguments.size()) {
				throw new IllegalArgumentException(USAGE);
			}
			values.put(arguments.get(i), arguments.get(i + 1));
		}
		return new IsolationOptions(Integer.parseInt(values.getOrDefault("--lookups", "1000000")),
				Integer.parseInt(values.getOrDefault("--tenants", "1000")),
				Integer.parseInt(values.getOrDefault("--timed", "2000")),
				Integer.parseInt(values.getOrDefault("--repeats", "20")),
				Long.parseLong(values.getOrDefault("--seed", "1")));
	}

}
