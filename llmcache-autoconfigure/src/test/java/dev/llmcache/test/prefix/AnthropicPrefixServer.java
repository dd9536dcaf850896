package dev.llmcache.test.prefix;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import tools.jackson.databind.JsonNode;

import org.springframework.ai.anthropic.AnthropicChatModel;
import org.springframework.ai.anthropic.AnthropicChatOptions;

/**
 * Server that speaks like Anthropic, reads prompts from a cache and tells how much.
 */
public final class AnthropicPrefixServer implements AutoCloseable {

	private final BreakpointCache cache;

	private final JsonServer server;

	private final List<BreakpointCache.Counted> counted = new CopyOnWriteArrayList<>();

	private final List<JsonNode> requests = new CopyOnWriteArrayList<>();

	public AnthropicPrefixServer(BreakpointCache cache) {
		this.cache = cache;
		this.server = new JsonServer("/v1/messages", this::answer);
	}

	/** Spring AI's client of it. */
	public AnthropicChatModel chatModel() {
		return AnthropicChatModel.builder()
			.options(AnthropicChatOptions.builder()
				.baseUrl(this.server.url())
				.apiKey("none")
				.model("claude-sonnet-4-5")
				.maxTokens(16)
				.maxRetries(0)
				.build())
			.build();
	}

	/** What each request was counted as, in their order. */
	public List<BreakpointCache.Counted> counted() {
		return this.counted;
	}

	/** Bodies of the requests, in their order. */
	public List<JsonNode> requests() {
		return this.requests;
	}

	/** What all requests cost, in what they would cost without a cache. */
	public double cost() {
		return this.counted.stream().mapToDouble(BreakpointCache.Counted::cost).sum()
				/ this.counted.stream().mapToInt(BreakpointCache.Counted::tokens).sum();
	}

	private synchronized String answer(JsonNode request) {
		BreakpointCache.Counted count = this.cache.count(request);
		this.requests.add(request);
		this.counted.add(count);
		String usage = """
				{"input_tokens": %d, "cache_read_input_tokens": %d, "cache_creation_input_tokens": %d,
				 "output_tokens": 1}""".formatted(count.rest(), count.read(), count.written()).replace("\n", "");
		String message = """
				{"id": "1", "type": "message", "role": "assistant", "model": "claude-sonnet-4-5", "content": %s,
				 "stop_reason": %s, "stop_sequence": null, "usage": %s}""";
		if (!request.path("stream").asBoolean(false)) {
			return message.formatted("[{\"type\": \"text\", \"text\": \"Yes.\"}]", "\"end_turn\"", usage);
		}
		return event("message_start", "\"message\": " + message.formatted("[]", "null", usage).replace("\n", ""))
				+ event("content_block_start", "\"index\": 0, \"content_block\": {\"type\": \"text\", \"text\": \"\"}")
				+ event("content_block_delta",
						"\"index\": 0, \"delta\": {\"type\": \"text_delta\", \"text\": \"Yes.\"}")
				+ event("content_block_stop", "\"index\": 0")
				+ event("message_delta",
						"\"delta\": {\"stop_reason\": \"end_turn\", \"stop_sequence\": null}, \"usage\": " + usage)
				+ event("message_stop", "\"index\": 0");
	}

	private static String event(String type, String body) {
		return "event: %s\ndata: {\"type\": \"%s\", %s}\n\n".formatted(type, type, body);
	}

	@Override
	public void close() {
		this.server.close();
	}

}
