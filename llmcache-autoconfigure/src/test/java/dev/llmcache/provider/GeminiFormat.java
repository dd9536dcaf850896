package dev.llmcache.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.google.genai.Client;
import com.google.genai.types.HttpOptions;
import dev.llmcache.TokenUsage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.google.genai.GoogleGenAiChatModel;
import org.springframework.ai.google.genai.GoogleGenAiChatOptions;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;

/**
 * Gemini's content, whose path says whether it is streamed.
 */
record GeminiFormat() implements WireFormat {

	private static final int THOUGHT_TOKENS = 4;

	@Override
	public String path() {
		return "/";
	}

	@Override
	public ChatModel chatModel(String serverUrl, @Nullable Double temperature) {
		return GoogleGenAiChatModel.builder()
			.genAiClient(Client.builder()
				.apiKey("none")
				.httpOptions(HttpOptions.builder().baseUrl(serverUrl).timeout((int) TIMEOUT.toMillis()).build())
				.build())
			.options(GoogleGenAiChatOptions.builder().model("gemini-2.5-flash").temperature(temperature).build())
			.retryTemplate(new RetryTemplate(RetryPolicy.withMaxRetries(0)))
			.build();
	}

	@Override
	public Map<String, ChatOptions.Builder<?>> otherOptions() {
		return Map.of("temperature", GoogleGenAiChatOptions.builder().model("gemini-2.5-flash").temperature(0.1));
	}

	@Override
	public Reply whole(ModelAnswer answer) {
		List<JsonNode> parts = new ArrayList<>();
		if (answer.thoughts() != null) {
			parts.add(thought(answer.thoughts()));
		}
		parts.add((answer.tool() != null) ? call(answer.tool()) : text(answer.text()));
		return Reply.json(200, chunk(parts, answer.finishReason()));
	}

	@Override
	public Reply streamed(ModelAnswer answer) {
		List<String> events = new ArrayList<>();
		answer.wordsOfThoughts().forEach((word) -> events.add(event(chunk(List.of(thought(word)), null))));
		answer.words().forEach((word) -> events.add(event(chunk(List.of(text(word)), null))));
		JsonNode last = (answer.tool() != null) ? call(answer.tool()) : text("");
		events.add(event(chunk(List.of(last), answer.finishReason())));
		return Reply.stream("text/event-stream", events);
	}

	@Override
	public Reply reply(ModelAnswer answer, JsonNode request) {
		return request.path("streamed").asBoolean() ? streamed(answer) : whole(answer);
	}

	@Override
	public Reply failure(int status) {
		return Reply.json(status, Json.of("""
				{"error": {"code": %s, "message": "Out of order", "status": "UNAVAILABLE"}}""", status));
	}

	@Override
	public Reply failureInTheMiddle(ModelAnswer answer) {
		return streamed(answer).endedInTheMiddle();
	}

	@Override
	public String answeringModel() {
		return "gemini-2.5-flash";
	}

	@Override
	public boolean hasIds() {
		return false;
	}

	@Override
	public String complete() {
		return "STOP";
	}

	@Override
	public List<String> incomplete() {
		return List.of("MAX_TOKENS", "SAFETY");
	}

	@Override
	public String toolCall() {
		return "STOP";
	}

	@Override
	public TokenUsage told() {
		return new TokenUsage(ModelAnswer.PROMPT_TOKENS, ModelAnswer.COMPLETION_TOKENS - THOUGHT_TOKENS,
				ModelAnswer.PROMPT_TOKENS + ModelAnswer.COMPLETION_TOKENS, (long) ModelAnswer.CACHE_READ_TOKENS, null);
	}

	@Override
	public TokenUsage counted() {
		return new TokenUsage(ModelAnswer.PROMPT_TOKENS, ModelAnswer.COMPLETION_TOKENS,
				ModelAnswer.PROMPT_TOKENS + ModelAnswer.COMPLETION_TOKENS, (long) ModelAnswer.CACHE_READ_TOKENS, null);
	}

	@Override
	public String thoughts(Generation generation) {
		boolean thought = Boolean.TRUE.equals(generation.getOutput().getMetadata().get("isThought"));
		return thought ? Objects.toString(generation.getOutput().getText(), "") : "";
	}

	@Override
	public JsonNode sampling(JsonNode request) {
		return request.path("generationConfig");
	}

	@Override
	public String toString() {
		return "Gemini";
	}

	private static String event(JsonNode chunk) {
		return "data: %s\n\n".formatted(chunk);
	}

	// Each chunk tells what was counted so far; the last one counts
	private static JsonNode chunk(List<JsonNode> parts, @Nullable String finishReason) {
		int completion = (finishReason != null) ? ModelAnswer.COMPLETION_TOKENS - THOUGHT_TOKENS : 1;
		JsonNode chunk = Json.of("""
				{"candidates": [{"content": {"role": "model", "parts": %s}, "index": 0}],
				 "usageMetadata": {"promptTokenCount": %s, "cachedContentTokenCount": %s, "candidatesTokenCount": %s,
				  "thoughtsTokenCount": %s, "totalTokenCount": %s}, "modelVersion": "gemini-2.5-flash"}
				""", parts, ModelAnswer.PROMPT_TOKENS, ModelAnswer.CACHE_READ_TOKENS, completion, THOUGHT_TOKENS,
				ModelAnswer.PROMPT_TOKENS + completion + THOUGHT_TOKENS);
		if (finishReason != null) {
			((ObjectNode) chunk.path("candidates").path(0)).put("finishReason", finishReason);
		}
		return chunk;
	}

	private static JsonNode text(String text) {
		return Json.of("""
				{"text": %s}""", text);
	}

	private static JsonNode thought(String text) {
		return Json.of("""
				{"text": %s, "thought": true}""", text);
	}

	private static JsonNode call(String tool) {
		return Json.of("""
				{"functionCall": {"name": %s, "args": {}}}""", tool);
	}

}
