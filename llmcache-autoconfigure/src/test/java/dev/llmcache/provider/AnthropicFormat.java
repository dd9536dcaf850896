package dev.llmcache.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.llmcache.TokenUsage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.anthropic.AnthropicChatModel;
import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.ChatOptions;

/**
 * Anthropic's messages.
 */
record AnthropicFormat() implements WireFormat {

	// Tokens of the provider's cache are not counted among the input
	private static final int INPUT_TOKENS = ModelAnswer.PROMPT_TOKENS - ModelAnswer.CACHE_READ_TOKENS
			- ModelAnswer.CACHE_WRITE_TOKENS;

	@Override
	public String path() {
		return "/v1/messages";
	}

	@Override
	public ChatModel chatModel(String serverUrl, @Nullable Double temperature) {
		return AnthropicChatModel.builder()
			.options(AnthropicChatOptions.builder()
				.baseUrl(serverUrl)
				.apiKey("none")
				.model("claude-haiku-4-5")
				.temperature(temperature)
				.timeout(TIMEOUT)
				.maxRetries(0)
				.build())
			.build();
	}

	@Override
	public Map<String, ChatOptions.Builder<?>> otherOptions() {
		return Map.of("model", AnthropicChatOptions.builder().model("claude-sonnet-4-5"), "temperature",
				AnthropicChatOptions.builder().temperature(0.1), "topP", AnthropicChatOptions.builder().topP(0.5),
				"topK", AnthropicChatOptions.builder().topK(3), "maxTokens",
				AnthropicChatOptions.builder().maxTokens(50), "stopSequences",
				AnthropicChatOptions.builder().stopSequences(List.of("END")), "thinking",
				AnthropicChatOptions.builder().thinkingEnabled(1024));
	}

	@Override
	public Reply whole(ModelAnswer answer) {
		List<JsonNode> content = new ArrayList<>();
		if (answer.thoughts() != null) {
			content.add(Json.of("""
					{"type": "thinking", "thinking": %s, "signature": "c2ln"}""", answer.thoughts()));
		}
		content.add(Json.of("""
				{"type": "text", "text": %s, "citations": null}""", answer.text()));
		if (answer.tool() != null) {
			content.add(toolUse(answer.tool()));
		}
		return Reply.json(200, message(answer, content, answer.finishReason(), ModelAnswer.COMPLETION_TOKENS));
	}

	@Override
	public Reply streamed(ModelAnswer answer) {
		List<String> events = new ArrayList<>();
		events.add(event(Json.of("""
				{"type": "message_start", "message": %s}""", message(answer, List.of(), null, 1))));
		if (answer.thoughts() != null) {
			events.addAll(thinking(answer));
		}
		events.add(event(Json.of("""
				{"type": "content_block_start", "index": 1, "content_block": {"type": "text", "text": ""}}""")));
		events.add(event(Json.of("""
				{"type": "ping"}""")));
		for (String word : answer.words()) {
			events.add(event(Json.of("""
					{"type": "content_block_delta", "index": 1, "delta": {"type": "text_delta", "text": %s}}""",
					word)));
		}
		events.add(event(Json.of("""
				{"type": "content_block_stop", "index": 1}""")));
		if (answer.tool() != null) {
			events.add(event(Json.of("""
					{"type": "content_block_start", "index": 2, "content_block": %s}""", toolUse(answer.tool()))));
			events.add(event(Json.of("""
					{"type": "content_block_delta", "index": 2,
					 "delta": {"type": "input_json_delta", "partial_json": "{}"}}""")));
			events.add(event(Json.of("""
					{"type": "content_block_stop", "index": 2}""")));
		}
		events.add(event(Json.of("""
				{"type": "message_delta", "delta": {"stop_reason": %s, "stop_sequence": null}, "usage": %s}""",
				answer.finishReason(), wireUsage(ModelAnswer.COMPLETION_TOKENS))));
		events.add(event(Json.of("""
				{"type": "message_stop"}""")));
		return Reply.stream("text/event-stream", events);
	}

	@Override
	public Reply failure(int status) {
		return Reply.json(status, error());
	}

	@Override
	public Reply failureInTheMiddle(ModelAnswer answer) {
		return streamed(answer).endedInTheMiddle().followedBy(event(error()));
	}

	@Override
	public String answeringModel() {
		return "claude-haiku-4-5-20251001";
	}

	@Override
	public boolean hasIds() {
		return true;
	}

	@Override
	public String complete() {
		return "end_turn";
	}

	@Override
	public List<String> incomplete() {
		return List.of("max_tokens", "refusal", "pause_turn", "model_context_window_exceeded");
	}

	@Override
	public String toolCall() {
		return "tool_use";
	}

	@Override
	public TokenUsage told() {
		return new TokenUsage(INPUT_TOKENS, ModelAnswer.COMPLETION_TOKENS, INPUT_TOKENS + ModelAnswer.COMPLETION_TOKENS,
				(long) ModelAnswer.CACHE_READ_TOKENS, (long) ModelAnswer.CACHE_WRITE_TOKENS);
	}

	@Override
	public TokenUsage counted() {
		return new TokenUsage(ModelAnswer.PROMPT_TOKENS, ModelAnswer.COMPLETION_TOKENS,
				ModelAnswer.PROMPT_TOKENS + ModelAnswer.COMPLETION_TOKENS, (long) ModelAnswer.CACHE_READ_TOKENS,
				(long) ModelAnswer.CACHE_WRITE_TOKENS);
	}

	@Override
	public String text(Generation generation) {
		return isThought(generation) ? "" : WireFormat.super.text(generation);
	}

	@Override
	public String thoughts(Generation generation) {
		return isThought(generation) ? WireFormat.super.text(generation) : "";
	}

	@Override
	public JsonNode sampling(JsonNode request) {
		return request;
	}

	@Override
	public String toString() {
		return "Anthropic";
	}

	static String event(JsonNode event) {
		return "event: %s\ndata: %s\n\n".formatted(event.path("type").asString(), event);
	}

	private static List<String> thinking(ModelAnswer answer) {
		List<String> events = new ArrayList<>();
		events.add(event(Json.of("""
				{"type": "content_block_start", "index": 0,
				 "content_block": {"type": "thinking", "thinking": "", "signature": ""}}""")));
		for (String word : answer.wordsOfThoughts()) {
			events.add(event(Json.of("""
					{"type": "content_block_delta", "index": 0,
					 "delta": {"type": "thinking_delta", "thinking": %s}}""", word)));
		}
		events.add(event(Json.of("""
				{"type": "content_block_delta", "index": 0,
				 "delta": {"type": "signature_delta", "signature": "c2ln"}}""")));
		events.add(event(Json.of("""
				{"type": "content_block_stop", "index": 0}""")));
		return events;
	}

	private static boolean isThought(Generation generation) {
		Map<String, Object> metadata = generation.getOutput().getMetadata();
		return metadata.containsKey("thinking") || metadata.containsKey("signature");
	}

	private static JsonNode message(ModelAnswer answer, List<JsonNode> content, @Nullable String stopReason,
			int outputTokens) {
		return Json.of("""
				{"id": %s, "type": "message", "role": "assistant", "model": "claude-haiku-4-5-20251001",
				 "content": %s, "stop_reason": %s, "stop_sequence": null, "usage": %s}
				""", answer.id(), content, stopReason, wireUsage(outputTokens));
	}

	private static JsonNode wireUsage(int outputTokens) {
		return Json.of("""
				{"input_tokens": %s, "cache_read_input_tokens": %s, "cache_creation_input_tokens": %s,
				 "output_tokens": %s}""", INPUT_TOKENS, ModelAnswer.CACHE_READ_TOKENS, ModelAnswer.CACHE_WRITE_TOKENS,
				outputTokens);
	}

	private static JsonNode toolUse(String tool) {
		return Json.of("""
				{"type": "tool_use", "id": "toolu_1", "name": %s, "input": {}}""", tool);
	}

	private static JsonNode error() {
		return Json.of("""
				{"type": "error", "error": {"type": "overloaded_error", "message": "Out of order"}}""");
	}

}
