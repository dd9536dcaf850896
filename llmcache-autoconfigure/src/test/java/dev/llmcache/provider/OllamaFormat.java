package dev.llmcache.provider;

import java.net.http.HttpClient;
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
import org.springframework.ai.ollama.OllamaChatModel;
import org.springframework.ai.ollama.api.OllamaApi;
import org.springframework.ai.ollama.api.OllamaChatOptions;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Ollama's chat, which knows neither ids nor cached tokens.
 */
record OllamaFormat() implements WireFormat {

	private static final String STREAM = "application/x-ndjson";

	@Override
	public String path() {
		return "/api/chat";
	}

	@Override
	public ChatModel chatModel(String serverUrl, @Nullable Double temperature) {
		HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
		JdkClientHttpRequestFactory blocking = new JdkClientHttpRequestFactory(http);
		blocking.setReadTimeout(TIMEOUT);
		JdkClientHttpConnector streaming = new JdkClientHttpConnector(http);
		streaming.setReadTimeout(TIMEOUT);
		return OllamaChatModel.builder()
			.ollamaApi(OllamaApi.builder()
				.baseUrl(serverUrl)
				.restClientBuilder(RestClient.builder().requestFactory(blocking))
				.webClientBuilder(WebClient.builder().clientConnector(streaming))
				.build())
			.options(OllamaChatOptions.builder().model("qwen3").temperature(temperature).build())
			.retryTemplate(new RetryTemplate(RetryPolicy.withMaxRetries(0)))
			.build();
	}

	@Override
	public Map<String, ChatOptions.Builder<?>> otherOptions() {
		return Map.of("model", OllamaChatOptions.builder().model("llama3.2"), "temperature",
				OllamaChatOptions.builder().temperature(0.1), "topP", OllamaChatOptions.builder().topP(0.5), "seed",
				OllamaChatOptions.builder().seed(7), "numPredict", OllamaChatOptions.builder().numPredict(50), "numCtx",
				OllamaChatOptions.builder().numCtx(8192), "stop", OllamaChatOptions.builder().stop(List.of("END")),
				"format", OllamaChatOptions.builder().format("json"), "thinking",
				OllamaChatOptions.builder().enableThinking());
	}

	@Override
	public Reply whole(ModelAnswer answer) {
		return Reply.json(200, last(answer, message(answer.text(), answer.tool(), answer.thoughts())));
	}

	@Override
	public Reply streamed(ModelAnswer answer) {
		List<String> lines = new ArrayList<>();
		for (String word : answer.wordsOfThoughts()) {
			lines.add(line(chunk(message("", null, word))));
		}
		for (String word : answer.words()) {
			lines.add(line(chunk(message(word, null, null))));
		}
		if (answer.tool() != null) {
			lines.add(line(chunk(message("", answer.tool(), null))));
		}
		lines.add(line(last(answer, message("", null, null))));
		return Reply.stream(STREAM, lines);
	}

	@Override
	public Reply failure(int status) {
		return Reply.json(status, error());
	}

	@Override
	public Reply failureInTheMiddle(ModelAnswer answer) {
		return streamed(answer).endedInTheMiddle().followedBy(line(error()));
	}

	@Override
	public String answeringModel() {
		return "qwen3";
	}

	@Override
	public boolean hasIds() {
		return false;
	}

	@Override
	public String complete() {
		return "stop";
	}

	@Override
	public List<String> incomplete() {
		return List.of("length", "load", "unload");
	}

	@Override
	public String toolCall() {
		return "stop";
	}

	@Override
	public TokenUsage told() {
		return new TokenUsage(ModelAnswer.PROMPT_TOKENS, ModelAnswer.COMPLETION_TOKENS,
				ModelAnswer.PROMPT_TOKENS + ModelAnswer.COMPLETION_TOKENS, null, null);
	}

	@Override
	public String thoughts(Generation generation) {
		return Objects.toString(generation.getMetadata().get("thinking"), "");
	}

	@Override
	public JsonNode sampling(JsonNode request) {
		return request.path("options");
	}

	@Override
	public String toString() {
		return "Ollama";
	}

	static String line(JsonNode json) {
		return json + "\n";
	}

	private static JsonNode chunk(JsonNode message) {
		return Json.of("""
				{"model": "qwen3", "created_at": "2026-01-01T00:00:00.000000000Z", "message": %s, "done": false}""",
				message);
	}

	private static JsonNode last(ModelAnswer answer, JsonNode message) {
		return Json.of("""
				{"model": "qwen3", "created_at": "2026-01-01T00:00:00.000000000Z", "message": %s, "done": true,
				 "done_reason": %s, "total_duration": 900000000, "load_duration": 100000000,
				 "prompt_eval_count": %s, "prompt_eval_duration": 200000000,
				 "eval_count": %s, "eval_duration": 600000000}
				""", message, answer.finishReason(), ModelAnswer.PROMPT_TOKENS, ModelAnswer.COMPLETION_TOKENS);
	}

	private static JsonNode message(String text, @Nullable String tool, @Nullable String thoughts) {
		return Json.of("""
				{"role": "assistant", "content": %s, "thinking": %s, "tool_calls": %s}""", text, thoughts,
				(tool != null) ? Json.of("""
						[{"id": "call_1", "function": {"name": %s, "arguments": {}}}]""", tool) : null);
	}

	private static JsonNode error() {
		return Json.of("""
				{"error": "Out of order"}""");
	}

}
