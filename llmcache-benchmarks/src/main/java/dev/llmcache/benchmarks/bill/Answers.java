package dev.llmcache.benchmarks.bill;

import java.util.List;
import java.util.Map;
import java.util.Random;

import tools.jackson.databind.JsonNode;

/**
 * What the model answers: the same to questions of one label, and something else to
 * others.
 *
 * @param labels labels of questions
 */
record Answers(Map<String, String> labels) {

	private static final List<String> WORDS = List.of("order", "parcel", "customer", "account", "price", "week",
			"return", "shop", "service", "delivery", "address", "form", "receipt", "letter", "number", "button", "page",
			"refund", "branch", "manual", "warranty", "colour", "size", "model");

	private static final String QUERY = "Query: ";

	String to(JsonNode messages) {
		String label = "";
		for (JsonNode message : messages) {
			if (message.path("role").asString("").equals("user")) {
				label = label(message.path("content").asString(""));
			}
		}
		Random random = new Random(label.hashCode());
		StringBuilder answer = new StringBuilder("About case %d we say this.".formatted(random.nextInt(1_000_000)));
		int words = 60 + random.nextInt(120);
		for (int i = 0; i < words; i++) {
			answer.append(' ').append(WORDS.get(random.nextInt(WORDS.size())));
		}
		return answer.append('.').toString();
	}

	// What was retrieved stands around the question
	private String label(String content) {
		for (String line : content.lines().toList()) {
			String text = line.startsWith(QUERY) ? line.substring(QUERY.length()) : line;
			String known = this.labels.get(text.strip());
			if (known != null) {
				return known;
			}
		}
		return content;
	}

}
