package dev.llmcache.benchmarks.fleet;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Errors that Redis servers replied with, by their kind, as they count them themselves.
 */
final class ErrorCounts {

	private static final Pattern LINE = Pattern.compile("errorstat_([^:\\s]+):count=(\\d+)");

	private static final String CROSSSLOT = "CROSSSLOT";

	private static final Set<String> EXPECTED = Set.of("LOADING", "CLUSTERDOWN", "MOVED", "NOSCRIPT");

	private final Map<String, Integer> counts = new TreeMap<>();

	/**
	 * Adds what one server has counted since it was started.
	 */
	void add(SharedRedis redis, int master) {
		add(redis.ask(master, (commands) -> commands.info("errorstats")));
	}

	/**
	 * Adds what all servers have counted since they were started.
	 */
	void addAll(SharedRedis redis) {
		IntStream.range(0, redis.masters()).forEach((master) -> add(redis, master));
	}

	/**
	 * Adds what a server replied to {@code INFO errorstats}.
	 */
	void add(String reply) {
		LINE.matcher(reply)
			.results()
			.forEach((line) -> this.counts.merge(line.group(1), Integer.valueOf(line.group(2)), Integer::sum));
	}

	/**
	 * Keys of several slots in one command.
	 */
	int crossSlot() {
		return this.counts.getOrDefault(CROSSSLOT, 0);
	}

	/**
	 * Those that come neither of a crash nor of a script that is not yet known.
	 */
	int others() {
		return this.counts.entrySet()
			.stream()
			.filter((kind) -> !EXPECTED.contains(kind.getKey()) && !CROSSSLOT.equals(kind.getKey()))
			.mapToInt(Map.Entry::getValue)
			.sum();
	}

	@Override
	public String toString() {
		return this.counts.toString();
	}

}
