package dev.llmcache.benchmarks.bill;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Which day is replayed.
 *
 * @param data folder of streams of questions, or null for those of a shop
 * @param questions how many are asked
 * @param seed of all that is drawn
 */
record BillOptions(@Nullable Path data, int questions, long seed) {

	private static final String USAGE = "run bill [--data DIR] [--questions 2000] [--seed 1]";

	private static final Set<String> NAMES = Set.of("--data", "--questions", "--seed");

	static BillOptions parse(List<String> arguments) {
		Map<String, String> values = new HashMap<>();
		for (int i = 0; i < arguments.size(); i += 2) {
			if (!NAMES.contains(arguments.get(i)) || i + 1 == arguments.size()) {
				throw new IllegalArgumentException(USAGE);
			}
			values.put(arguments.get(i), arguments.get(i + 1));
		}
		String data = values.get("--data");
		return new BillOptions((data != null) ? Path.of(data) : null,
				Integer.parseInt(values.getOrDefault("--questions", "2000")),
				Long.parseLong(values.getOrDefault("--seed", "1")));
	}

}
