package dev.llmcache.benchmarks.speed;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the command line asks for.
 *
 * @param path name of the only path to measure, or empty for all
 * @param rounds in how many processes each side of a path is measured, alternately
 * @param seconds how long in each, after half as long to warm up
 * @param scopes how many scopes there are, where a path searches in one
 * @param entries how many entries each of them has
 */
record SpeedOptions(String path, int rounds, int seconds, int scopes, int entries) {

	private static final String USAGE = "run speed [NAME] [--rounds 5] [--seconds 10] [--scopes 1000] [--entries 1000]"
			+ ", where NAME is one of: ";

	private static final int SLICES = 10;

	private static final Set<String> NAMES = Set.of("--rounds", "--seconds", "--scopes", "--entries");

	static SpeedOptions parse(List<String> arguments, Set<String> paths) {
		boolean isNamed = !arguments.isEmpty() && !arguments.getFirst().startsWith("--");
		List<String> options = isNamed ? arguments.subList(1, arguments.size()) : arguments;
		Map<String, Integer> values = new HashMap<>();
		for (int i = 0; i < options.size(); i += 2) {
			require(NAMES.contains(options.get(i)) && i + 1 < options.size(), paths);
			values.put(options.get(i), Integer.valueOf(options.get(i + 1)));
		}
		require(!isNamed || paths.contains(arguments.getFirst()), paths);
		return new SpeedOptions(isNamed ? arguments.getFirst() : "", values.getOrDefault("--rounds", 5),
				values.getOrDefault("--seconds", 10), values.getOrDefault("--scopes", 1_000),
				values.getOrDefault("--entries", 1_000));
	}

	private static void require(boolean kept, Set<String> paths) {
		if (!kept) {
			throw new IllegalArgumentException(USAGE + String.join(", ", paths));
		}
	}

	/**
	 * How long to do each of many things, which are measured one after another.
	 */
	Duration slice() {
		return Duration.ofSeconds(this.seconds).dividedBy(SLICES);
	}

	boolean includes(String name) {
		return this.path.isEmpty() || this.path.equals(name);
	}

}
