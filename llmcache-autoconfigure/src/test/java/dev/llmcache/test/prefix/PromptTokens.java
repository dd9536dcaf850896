package dev.llmcache.test.prefix;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;

/**
 * Tokens of a request as a server reads it: tools, then messages, a word or a sign each.
 */
public final class PromptTokens {

	private static final Pattern TOKEN = Pattern.compile("\\w+|[^\\w\\s]|\\s+");

	private PromptTokens() {
	}

	/** Tokens of a request of OpenAI's chat completions. */
	public static List<String> ofChatCompletion(JsonNode request) {
		List<String> tokens = new ArrayList<>();
		request.path("tools").forEach((tool) -> add(tokens, tool.toString()));
		request.path("messages").forEach((message) -> {
			tokens.add("<" + message.path("role").asString() + ">");
			add(tokens, text(message.path("content")));
			message.path("tool_calls").forEach((call) -> add(tokens, call.toString()));
		});
		return tokens;
	}

	public static List<String> of(String text) {
		List<String> tokens = new ArrayList<>();
		add(tokens, text);
		return tokens;
	}

	static String text(JsonNode content) {
		return content.isString() ? content.stringValue() : content.toString();
	}

	static void add(List<String> tokens, String text) {
		TOKEN.matcher(text).results().forEach((token) -> tokens.add(token.group()));
	}

}
