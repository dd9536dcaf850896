package dev.llmcache.test.prefix;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import tools.jackson.databind.JsonNode;

import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;

/**
 * Server that speaks like OpenAI, reads prompts from a cache and tells how much.
 */
public final class OpenAiPrefixServer implements AutoCloseable {

	private final PromptCache cache;

	private final JsonServer server;

	private final List<Counted> counted = new CopyOnWriteArrayList<>();

	private final List<JsonNode> requests = new CopyOnWriteArrayList<>();

	public OpenAiPrefixServer(PromptCache cache) {
		this.cache = cache;
		this.server = new JsonServer("/v1/chat/completions", this::answer);
	}

	/** Spring AI's client of it. */
	public OpenAiChatModel chatModel() {
		return OpenAiChatModel.builder()
			.options(OpenAiChatOptions.builder()
				.baseUrl(this.server.url() + "/v1")
				.apiKey("none")
				.model("gpt-4o-mini")
				.streamUsage(true)
				.maxRetries(0)
				.build())
			.build();
	}

	/** What each request was counted as, in their order. */
	public List<Counted> counted() {
		return this.counted;
	}

	/** Bodies of the requests, in their order. */
	public List<JsonNode> requests() {
		return this.requests;
	}

	/** Share of all tokens that came from the cache. */
	public double cachedShare() {
		return (double) this.counted.stream().mapToInt(Counted::cached).sum()
				/ this.counted.stream().mapToInt(Counted::tokens).sum();
	}

	private synchronized String answer(JsonNode request) {
		List<String> tokens = PromptTokens.ofChatCompletion(request);
		int cached = this.cache.cached(tokens, request);
		this.requests.add(request);
		this.counted.add(new Counted(tokens.size(), cached));
		String usage = """
				{"prompt_tokens": %d, "completion_tokens": 1, "total_tokens": %d,
				 "prompt_tokens_details": {"cached_tokens": %d, "audio_tokens": 0}}""".formatted(tokens.size(),
				tokens.size() + 1, cached);
		if (!request.path("stream").asBoolean(false)) {
			return """
					{"id": "1", "object": "chat.completion", "created": 1, "model": "gpt-4o-mini", "choices":
					 [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "Yes."}}],
					 "usage": %s}""".formatted(usage);
		}
		return chunk(
				"[{\"index\": 0, \"delta\": {\"role\": \"assistant\", \"content\": \"Yes.\"}, \"finish_reason\": null}]",
				"null") + chunk("[{\"index\": 0, \"delta\": {}, \"finish_reason\": \"stop\"}]", "null")
				+ chunk("[]", usage.replace("\n", "")) + "data: [DONE]\n\n";
	}

	private static String chunk(String choices, String usage) {
		return "data: {\"id\": \"1\", \"object\": \"chat.completion.chunk\", \"created\": 1, \"model\": \"gpt-4o-mini\", \"choices\": %s, \"usage\": %s}\n\n"
			.formatted(choices, usage);
	}

	@Override
	public void close() {
		this.server.close();
	}

	/**
	 * What a request was counted as.
	 *
	 * @param tokens all tokens of its prompt
	 * @param cached those that came from the cache
	 */
	public record Counted(int tokens, int cached) {

	}

}
