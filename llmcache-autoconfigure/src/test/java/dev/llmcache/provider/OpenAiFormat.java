package dev.llmcache.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.llmcache.TokenUsage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;

/**
 * OpenAI's chat completions.
 */
record OpenAiFormat() implements WireFormat {

	private static final JsonNode USAGE = Json.of("""
			{"prompt_tokens": %s, "completion_tokens": %s, "total_tokens": %s,
			 "prompt_tokens_details": {"cached_tokens": %s, "audio_tokens": 0},
			 "completion_tokens_details": {"reasoning_tokens": 0, "audio_tokens": 0}}
			""", ModelAnswer.PROMPT_TOKENS, ModelAnswer.COMPLETION_TOKENS,
			ModelAnswer.PROMPT_TOKENS + ModelAnswer.COMPLETION_TOKENS, ModelAnswer.CACHE_READ_TOKENS);

	@Override
	public String path() {
		return "/v1/chat/completions";
	}

	@Override
	public ChatModel chatModel(String serverUrl, @Nullable Double temperature) {
		return OpenAiChatModel.builder()
			.options(OpenAiChatOptions.builder()
				.baseUrl(serverUrl + "/v1")
				.apiKey("none")
				.model("gpt-4o-mini")
				.temperature(temperature)
				.timeout(TIMEOUT)
				.maxRetries(0)
				.build())
			.build();
	}

	@Override
	public Map<String, ChatOptions.Builder<?>> otherOptions() {
		return Map.of("model", OpenAiChatOptions.builder().model("gpt-4o"), "temperature",
				OpenAiChatOptions.builder().temperature(0.1), "topP", OpenAiChatOptions.builder().topP(0.5), "seed",
				OpenAiChatOptions.builder().seed(7), "maxTokens", OpenAiChatOptions.builder().maxTokens(50), "stop",
				OpenAiChatOptions.builder().stop(List.of("END")), "frequencyPenalty",
				OpenAiChatOptions.builder().frequencyPenalty(0.3), "reasoningEffort",
				OpenAiChatOptions.builder().reasoningEffort("low"), "extraBody",
				OpenAiChatOptions.builder().extraBody(Map.of("min_p", 0.1)));
	}

	@Override
	public Reply whole(ModelAnswer answer) {
		return Reply.json(200, Json.of("""
				{"id": %s, "object": "chat.completion", "created": 1767225600, "model": "gpt-4o-mini-2024-07-18",
				 "service_tier": "default", "system_fingerprint": "fp_1",
				 "choices": [{"index": 0, "logprobs": null, "finish_reason": %s, "message": {"role": "assistant",
				  "content": %s, "refusal": null, "annotations": [], "reasoning_content": %s, "tool_calls": %s}}],
				 "usage": %s}
				""", answer.id(), answer.finishReason(), answer.text(), answer.thoughts(), toolCalls(answer), USAGE));
	}

	@Override
	public Reply streamed(ModelAnswer answer) {
		List<String> events = new ArrayList<>();
		events.add(delta(answer, Json.of("""
				{"role": "assistant", "content": "", "refusal": null}"""), null));
		for (String word : answer.wordsOfThoughts()) {
			events.add(delta(answer, Json.of("""
					{"reasoning_content": %s}""", word), null));
		}
		for (String word : answer.words()) {
			events.add(delta(answer, Json.of("""
					{"content": %s}""", word), null));
		}
		if (answer.tool() != null) {
			events.add(delta(answer, Json.of("""
					{"tool_calls": %s}""", toolCalls(answer)), null));
		}
		events.add(delta(answer, Json.of("{}"), answer.finishReason()));
		events.add(chunk(answer, Json.of("[]"), USAGE));
		events.add("data: [DONE]\n\n");
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
		return "gpt-4o-mini-2024-07-18";
	}

	@Override
	public boolean hasIds() {
		return true;
	}

	@Override
	public String complete() {
		return "stop";
	}

	@Override
	public List<String> incomplete() {
		return List.of("length", "content_filter");
	}

	@Override
	public String toolCall() {
		return "tool_calls";
	}

	@Override
	public TokenUsage told() {
		return new TokenUsage(ModelAnswer.PROMPT_TOKENS, ModelAnswer.COMPLETION_TOKENS,
				ModelAnswer.PROMPT_TOKENS + ModelAnswer.COMPLETION_TOKENS, (long) ModelAnswer.CACHE_READ_TOKENS, null);
	}

	@Override
	public String thoughts(Generation generation) {
		return Objects.toString(generation.getOutput().getMetadata().get("reasoningContent"), "");
	}

	@Override
	public JsonNode sampling(JsonNode request) {
		return request;
	}

	@Override
	public String toString() {
		return "OpenAI";
	}

	static String event(JsonNode data) {
		return "data: %s\n\n".formatted(data);
	}

	private static String delta(ModelAnswer answer, JsonNode delta, @Nullable String finishReason) {
		return chunk(answer, Json.of("""
				[{"index": 0, "delta": %s, "logprobs": null, "finish_reason": %s}]""", delta, finishReason), null);
	}

	private static String chunk(ModelAnswer answer, JsonNode choices, @Nullable JsonNode usage) {
		return event(Json.of("""
				{"id": %s, "object": "chat.completion.chunk", "created": 1767225600,
				 "model": "gpt-4o-mini-2024-07-18", "service_tier": "default", "system_fingerprint": "fp_1",
				 "choices": %s, "usage": %s}
				""", answer.id(), choices, usage));
	}

	private static @Nullable JsonNode toolCalls(ModelAnswer answer) {
		return (answer.tool() != null) ? Json.of("""
				[{"index": 0, "id": "call_1", "type": "function", "function": {"name": %s, "arguments": "{}"}}]""",
				answer.tool()) : null;
	}

	private static JsonNode error() {
		return Json.of("""
				{"error": {"message": "Out of order", "type": "server_error", "param": null, "code": null}}""");
	}

}
