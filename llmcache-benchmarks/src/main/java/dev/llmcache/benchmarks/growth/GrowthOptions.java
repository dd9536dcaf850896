package dev.llmcache.benchmarks.growth;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What is measured, and for how long.
 *
 * @param axis the name of the only axis, or an empty string for all
 * @param largest the largest size, or empty for what the axis has otherwise
 * @param rounds how often the sizes are compared
 * @param seconds how long a round is
 */
record GrowthOptions(String axis, OptionalInt largest, int rounds, int seconds) {

	private static final String USAGE = "run growth [NAME] [--to N] [--rounds 5] [--seconds 10], where NAME is one of: ";

	private static final Set<String> NAMES = Set.of("--to", "--rounds", "--seconds");

	static GrowthOptions parse(List<String> arguments, Set<String> axes) {
		boolean isNamed = !arguments.isEmpty() && !arguments.getFirst().startsWith("--");
		List<String> options = isNamed ? arguments.subList(1, arguments.size()) : arguments;
		Map<String, Integer> values = new HashMap<>();
		for (int i = 0; i < options.size(); i += 2) {
			require(NAMES.contains(options.get(i)) && i + 1 < options.size(), axes);
			values.put(options.get(i), Integer.valueOf(options.get(i + 1)));
		}
		require(!isNamed || axes.contains(arguments.getFirst()), axes);
		Integer largest = values.get("--to");
		return new GrowthOptions(isNamed ? arguments.getFirst() : "",
				(largest != null) ? OptionalInt.of(largest) : OptionalInt.empty(), values.getOrDefault("--rounds", 5),
				values.getOrDefault("--seconds", 10));
	}

	private static void require(boolean kept, Set<String> axes) {
		if (!kept) {
			throw new IllegalArgumentException(USAGE + String.join(", ", axes));
		}
	}

	boolean includes(String name) {
		return this.axis.isEmpty() || this.axis.equals(name);
	}

	/**
	 * Sizes, each ten times the one before.
	 * @param smallest the first
	 * @param largest the last, unless the command says otherwise
	 * @return the sizes that are to be measured
	 */
	List<Integer> sizes(int smallest, int largest) {
		return IntStream.iterate(smallest, (size) -> size <= this.largest.orElse(largest), (size) -> size * 10)
			.boxed()
			.toList();
	}

}
