package dev.llmcache.provider;

import java.util.List;
import java.util.Objects;

import dev.llmcache.advisor.LlmCacheParams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.client.ChatClientResponse;

import static org.assertj.core.api.Assertions.assertThat;

class OllamaWireTests {

	private final ProviderFixture provider = new ProviderFixture(new OllamaFormat());

	@AfterEach
	void close() {
		this.provider.close();
	}

	@Test
	void keepsNoCallThatWasCutShortAndWhosePromptWasNotCounted() {
		this.provider.script((request, number) -> Reply.json(200, last("We open at")));
		this.provider.call();
		assertThat(this.provider.stored()).isZero();
	}

	@Test
	void keepsNoStreamThatWasCutShortAndWhosePromptWasNotCounted() {
		this.provider
			.script((request, number) -> Reply.stream("application/x-ndjson", List.of(OllamaFormat.line(Json.of("""
					{"model": "qwen3", "message": {"role": "assistant", "content": "We open at"},
					 "done": false}""")), OllamaFormat.line(last("")))));
		this.provider.stream();
		assertThat(this.provider.stored()).isZero();
	}

	@Test
	void isDoneWithTheLastChunkOnly() {
		this.provider.stream();
		List<ChatClientResponse> chunks = this.provider.stream();
		assertThat(chunks.subList(0, chunks.size() - 1))
			.extracting((chunk) -> Objects.requireNonNull(chunk.chatResponse()).getMetadata())
			.noneMatch((metadata) -> Boolean.TRUE.equals(metadata.get("done")));
	}

	@Test
	void anotherServerIsAnotherClientSinceItsOptionsDoNotNameIt() {
		this.provider.call();
		try (ModelServer other = this.provider.otherServer()) {
			this.provider.promptOf(other).advisors(LlmCacheParams.client("other")).call().content();
			assertThat(other.requests()).hasSize(1);
		}
	}

	// Ollama leaves out a count of zero, and Spring AI with it the finish reason
	private static JsonNode last(String text) {
		return Json.of("""
				{"model": "qwen3", "message": {"role": "assistant", "content": %s}, "done": true,
				 "done_reason": "length", "eval_count": 3}""", text);
	}

}
