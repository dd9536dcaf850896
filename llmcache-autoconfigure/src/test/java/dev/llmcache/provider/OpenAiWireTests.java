package dev.llmcache.provider;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import dev.llmcache.TokenUsage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatResponse;

import static org.assertj.core.api.Assertions.assertThat;

class OpenAiWireTests {

	private final ProviderFixture provider = new ProviderFixture(new OpenAiFormat());

	@AfterEach
	void close() {
		this.provider.close();
	}

	@Test
	void keepsNoRefusalOfACall() {
		this.provider.script((request, number) -> Reply.json(200, Json.of("""
				{"id": "answer-1", "object": "chat.completion", "created": 1767225600, "model": "gpt-4o-mini",
				 "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant",
				  "content": "First, you", "refusal": "I cannot help with that."}}]}
				""")));
		this.provider.call();
		assertThat(this.provider.stored()).isZero();
	}

	@Test
	void keepsNoRefusalOfAStream() {
		streams(delta(0, """
				{"role": "assistant", "refusal": "I cannot "}""", null), delta(0, """
				{"refusal": "help with that."}""", null), delta(0, "{}", "stop"));
		this.provider.stream();
		assertThat(this.provider.stored()).isZero();
	}

	@Test
	void keepsNoRefusalInTheMiddleOfAStream() {
		streams(delta(0, """
				{"role": "assistant", "content": "First, you "}""", null), delta(0, """
				{"refusal": "I cannot help with that."}""", null), delta(0, "{}", "stop"));
		this.provider.stream();
		assertThat(this.provider.stored()).isZero();
	}

	@Test
	void mixesNoAlternativesOfAStream() {
		streams(delta(0, """
				{"role": "assistant", "content": "We open "}""", null), delta(1, """
				{"role": "assistant", "content": "Nine "}""", null), delta(0, """
				{"content": "at nine."}""", null), delta(1, """
				{"content": "o'clock."}""", null), delta(0, "{}", "stop"), delta(1, "{}", "stop"));
		this.provider.stream();
		this.provider.answers("stop");
		assertThat(Said.in(this.provider.call()).answer().text()).isIn("We open at nine.",
				"We open at nine.Nine o'clock.", ProviderFixture.TEXT);
	}

	@Test
	void keepsNoStreamOfWhichAnAlternativeWasCutShort() {
		streams(delta(0, """
				{"role": "assistant", "content": "We open "}""", null), delta(1, """
				{"role": "assistant", "content": "Nine "}""", null), delta(0, "{}", "length"), delta(1, "{}", "stop"));
		this.provider.stream();
		assertThat(this.provider.stored()).isZero();
	}

	@Test
	void metadataOfAHitIsOfTheSameTypes() {
		ChatResponse miss = Objects.requireNonNull(this.provider.call().chatResponse());
		ChatResponse hit = Objects.requireNonNull(this.provider.call().chatResponse());
		assertThat(hit.getMetadata().<Object>get("created")).isEqualTo(miss.getMetadata().get("created"));
		assertThat(message(hit).getMetadata().get("index")).isEqualTo(message(miss).getMetadata().get("index"));
	}

	@Test
	void theFinishReasonInTheMessageIsOnTheLastChunkOnly() {
		this.provider.call();
		List<ChatClientResponse> chunks = this.provider.stream();
		assertThat(chunks.subList(0, chunks.size() - 1))
			.extracting((chunk) -> message(Objects.requireNonNull(chunk.chatResponse())).getMetadata())
			.noneMatch((metadata) -> "STOP".equals(metadata.get("finishReason")));
	}

	@Test
	void keepsAnAnswerWhoseTokensWereNotCounted() {
		streams(delta(0, """
				{"role": "assistant", "content": "We open at nine."}""", null), delta(0, "{}", "stop"));
		this.provider.stream();
		assertThat(Said.in(this.provider.call()).answer().text()).isEqualTo("We open at nine.");
		assertThat(Said.in(this.provider.call()).originalUsage()).isEqualTo(TokenUsage.UNKNOWN);
	}

	@Test
	void anotherServerIsAnotherProvider() {
		this.provider.call();
		try (ModelServer other = this.provider.otherServer()) {
			this.provider.promptOf(other).call().content();
			assertThat(other.requests()).hasSize(1);
		}
	}

	private void streams(String... events) {
		this.provider.script((request, number) -> Reply.stream("text/event-stream",
				Stream.concat(Stream.of(events), Stream.of("data: [DONE]\n\n")).toList()));
	}

	private static String delta(int index, String delta, @Nullable String finishReason) {
		return OpenAiFormat.event(Json.of("""
				{"id": "answer-1", "object": "chat.completion.chunk", "created": 1767225600, "model": "gpt-4o-mini",
				 "choices": [{"index": %s, "delta": %s, "finish_reason": %s}]}
				""", index, Json.of(delta), finishReason));
	}

	private static AssistantMessage message(ChatResponse response) {
		return Objects.requireNonNull(response.getResult()).getOutput();
	}

}
