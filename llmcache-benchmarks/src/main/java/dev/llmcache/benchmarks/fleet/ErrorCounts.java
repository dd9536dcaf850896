package dev.llmcache.benchmarks.fleet;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Errors that Redis servers replied with, by their kind, as they count them themselves.
 */
final class ErrorCounts {

	private static final Pattern LINE = Pattern.compile("errorstat_([^:\\s]+):count=(\\d+)");

	private final Map<String, Long> counts = new TreeMap<>();

	/**
	 * Adds what one server has counted since it was started.
	 */
	void add(SharedRedis redis, int master) {
		parse(redis.ask(master, (commands) -> commands.info("errorstats"))).forEach(this::add);
	}

	/**
	 * Adds what all servers have counted since they were started.
	 */
	void addAll(SharedRedis redis) {
		IntStream.range(0, redis.masters()).forEach((master) -> add(redis, master));
	}

	private void add(String kind, long count) {
		this.counts.merge(kind, count, Long::sum);
	}

	/**
	 * Errors of one kind.
	 */
	long of(String kind) {
		return this.counts.getOrDefault(kind, 0L);
	}

	@Override
	public String toString() {
		return this.counts.toString();
	}

	/**
	 * Reads the errors in the reply to {@code INFO errorstats}.
	 */
	static Map<String, Long> parse(String text) {
		return LINE.matcher(text)
			.results()
			.collect(Collectors.toMap((line) -> line.group(1), (line) -> Long.valueOf(line.group(2)), Long::sum));
	}

}
