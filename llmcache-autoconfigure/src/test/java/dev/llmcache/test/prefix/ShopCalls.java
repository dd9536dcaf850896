package dev.llmcache.test.prefix;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;

/**
 * Calls of a shop's support desk as applications often write them: date and name of the
 * user at the head of the system text, tools and their schemas in any order.
 */
public final class ShopCalls {

	/** What of the system text changes from call to call. */
	public static final List<String> PATTERNS = List.of("It is [^.]+\\.", "You are talking to [^.]+\\.");

	private static final List<String> USERS = List.of("Ann Miller", "Bob Stone", "Carla Reyes", "Dan Cho", "Eve Novak",
			"Finn Olsen", "Gita Rao", "Hugo Weber", "Iris Blanc", "Jon Peak");

	private static final List<String> TOOLS = List.of("find_order", "cancel_order", "track_parcel", "refund",
			"find_article", "opening_hours");

	private final Random random;

	private final String stable;

	private LocalDateTime time = LocalDateTime.of(2026, 11, 30, 9, 0, 0);

	/**
	 * Creates calls.
	 * @param seed of all that varies
	 * @param rules how many sentences the stable part of the system text has
	 */
	public ShopCalls(long seed, int rules) {
		this.random = new Random(seed);
		this.stable = "You are the support desk of a web shop. " + IntStream.range(0, rules)
			.mapToObj((i) -> "Rule %d: parcels of class %s are to be handled by the %s team within %d working days. "
				.formatted(i, (char) ('A' + i % 26), List.of("north", "south", "returns", "billing").get(i % 4),
						2 + i % 7))
			.collect(Collectors.joining());
	}

	/** The part of the system text that is the same in every call. */
	public String stable() {
		return this.stable;
	}

	/** What the next call says that is not: the time, to the second. */
	public String date() {
		this.time = this.time.plusSeconds(1 + this.random.nextInt(50));
		return "It is %s."
			.formatted(this.time.format(DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy, HH:mm:ss", Locale.ENGLISH)));
	}

	/** What the next call says that is not: the name of a user. */
	public String user() {
		return "You are talking to %s.".formatted(USERS.get(this.random.nextInt(USERS.size())));
	}

	/** The whole system text of the next call. */
	public String system() {
		return "%s %s %s".formatted(date(), user(), this.stable);
	}

	/** Tools in any order, with schemas in any order. */
	public List<ToolCallback> tools() {
		List<String> names = new ArrayList<>(TOOLS);
		Collections.shuffle(names, this.random);
		return names.stream().map(this::tool).toList();
	}

	/** A question that nobody else asks. */
	public String question() {
		return "Where is my order %d of article %d?".formatted(this.random.nextInt(1_000_000),
				this.random.nextInt(1_000_000));
	}

	private ToolCallback tool(String name) {
		List<String> properties = new ArrayList<>(
				List.of("\"order\": {\"type\": \"string\", \"description\": \"Number of the order\"}",
						"\"language\": {\"description\": \"Language of the answer\", \"type\": \"string\"}",
						"\"limit\": {\"type\": \"integer\", \"minimum\": 1}"));
		List<String> required = new ArrayList<>(List.of("\"order\"", "\"language\""));
		Collections.shuffle(properties, this.random);
		Collections.shuffle(required, this.random);
		String schema = "{\"type\": \"object\", \"properties\": {%s}, \"required\": [%s]}"
			.formatted(String.join(", ", properties), String.join(", ", required));
		return FunctionToolCallback.builder(name, (Map<String, Object> input) -> "done")
			.description("Does what its name says for the support desk: " + name)
			.inputType(Map.class)
			.inputSchema(schema)
			.build();
	}

}
