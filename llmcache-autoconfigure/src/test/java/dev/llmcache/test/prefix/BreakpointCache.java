package dev.llmcache.test.prefix;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

import tools.jackson.databind.JsonNode;

/**
 * Cache as Anthropic describes it: what stands before a mark is remembered, for five
 * minutes or an hour since it was last used, if it is long enough. Tools come first, then
 * the system text, then messages.
 */
public final class BreakpointCache {

	private final int minimum;

	private final LongSupplier clock;

	private final Map<List<String>, Entry> entries = new HashMap<>();

	public BreakpointCache(int minimum, LongSupplier clock) {
		this.minimum = minimum;
		this.clock = clock;
	}

	/**
	 * Looks a request up and remembers what it marks.
	 * @param request body of a request of Anthropic's messages
	 * @return how it is counted
	 */
	public synchronized Counted count(JsonNode request) {
		List<String> tokens = new ArrayList<>();
		List<Mark> marks = new ArrayList<>();
		request.path("tools").forEach((tool) -> add(tool, tokens, marks));
		JsonNode system = request.path("system");
		if (system.isString()) {
			PromptTokens.add(tokens, system.stringValue());
		}
		else {
			system.forEach((block) -> add(block, tokens, marks));
		}
		request.path("messages")
			.forEach((message) -> PromptTokens.add(tokens, PromptTokens.text(message.path("content"))));
		long now = this.clock.getAsLong();
		int read = 0;
		int written = 0;
		for (Mark mark : marks.reversed()) {
			Entry entry = this.entries.get(tokens.subList(0, mark.at()));
			if (entry != null && entry.until() >= now) {
				read = Math.max(read, mark.at());
				entry = entry.usedAt(now);
				this.entries.put(List.copyOf(tokens.subList(0, mark.at())), entry);
			}
		}
		for (Mark mark : marks) {
			if (mark.at() > read && mark.at() >= this.minimum) {
				this.entries.put(List.copyOf(tokens.subList(0, mark.at())),
						new Entry(now + mark.retention(), mark.retention()));
				written = Math.max(written, mark.at() - read);
			}
		}
		boolean lasting = marks.stream().anyMatch((mark) -> mark.retention() > Duration.ofMinutes(5).toMillis());
		return new Counted(tokens.size() - read - written, read, written, lasting ? 2 : 1.25);
	}

	private static void add(JsonNode block, List<String> tokens, List<Mark> marks) {
		PromptTokens.add(tokens,
				block.path("text").asString(block.path("name").asString("") + block.path("input_schema")));
		JsonNode mark = block.path("cache_control");
		if (mark.isObject()) {
			boolean lasting = mark.path("ttl").asString("5m").equals("1h");
			marks.add(new Mark(tokens.size(), Duration.ofMinutes(lasting ? 60 : 5).toMillis()));
		}
	}

	/**
	 * Tokens of a request.
	 *
	 * @param rest neither read nor written
	 * @param read read from the cache
	 * @param written written to the cache
	 * @param writePrice what a written one costs, in that of one which the cache has no
	 * part in
	 */
	public record Counted(int rest, int read, int written, double writePrice) {

		private static final double READ_PRICE = 0.1;

		public double cost() {
			return this.rest + this.read * READ_PRICE + this.written * this.writePrice;
		}

		public int tokens() {
			return this.rest + this.read + this.written;
		}

	}

	private record Mark(int at, long retention) {

	}

	private record Entry(long until, long retention) {

		Entry usedAt(long now) {
			return new Entry(now + this.retention, this.retention);
		}

	}

}
