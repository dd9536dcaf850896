package dev.llmcache.provider;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import dev.llmcache.CacheOutcome.Status;
import dev.llmcache.TokenUsage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.prompt.ChatOptions;

import static org.assertj.core.api.Assertions.assertThat;

@ParameterizedClass
@MethodSource("dev.llmcache.provider.WireFormat#all")
class ProviderWireTests {

	private final WireFormat format;

	private final ProviderFixture provider;

	ProviderWireTests(WireFormat format) {
		this.format = format;
		this.provider = new ProviderFixture(format);
	}

	@AfterEach
	void close() {
		this.provider.close();
	}

	@Test
	void aRepeatedCallCostsOneRequest() {
		Said first = Said.in(this.provider.call());
		Said second = Said.in(this.provider.call());
		assertThat(first.status()).isEqualTo(Status.MISS);
		assertThat(second.status()).isEqualTo(Status.HIT);
		assertThat(second.answer()).isEqualTo(first.answer());
		assertThat(this.provider.requests()).hasSize(1);
	}

	@Test
	void aRepeatedStreamCostsOneRequest() {
		Said first = Said.in(this.provider.stream());
		Said second = Said.in(this.provider.stream());
		assertThat(first.status()).isEqualTo(Status.MISS);
		assertThat(second.status()).isEqualTo(Status.HIT);
		assertThat(second.answer()).isEqualTo(first.answer());
		assertThat(this.provider.requests()).hasSize(1);
	}

	@Test
	void whatWasCalledIsStreamed() {
		Said first = Said.in(this.provider.call());
		Said second = Said.in(this.provider.stream());
		assertThat(second.status()).isEqualTo(Status.HIT);
		assertThat(second.answer()).isEqualTo(first.answer());
		assertThat(this.provider.requests()).hasSize(1);
	}

	@Test
	void whatWasStreamedIsCalled() {
		Said first = Said.in(this.provider.stream());
		Said second = Said.in(this.provider.call());
		assertThat(second.status()).isEqualTo(Status.HIT);
		assertThat(second.answer()).isEqualTo(first.answer());
		assertThat(this.provider.requests()).hasSize(1);
	}

	@Test
	void saysWhatTheProviderSaid() {
		for (Said said : List.of(Said.in(this.provider.call()), Said.in(this.provider.call()),
				Said.in(this.provider.stream()))) {
			assertThat(said.answer().text()).isEqualTo(ProviderFixture.TEXT);
			assertThat(said.answer().finishReason()).isEqualToIgnoringCase(this.format.complete());
			assertThat(said.answer().model()).isEqualTo(this.format.answeringModel());
			assertThat(said.answer().id()).isEqualTo(this.format.hasIds() ? "answer-1" : "");
		}
	}

	@Test
	void aMissStreamsAsWithoutACache() {
		assertThat(texts(this.provider.stream()))
			.isEqualTo(texts(ProviderFixture.stream(this.provider.uncachedPrompt())))
			.hasSizeGreaterThan(2);
	}

	@Test
	void streamsAHitInSeveralChunksWithTheFinishReasonOnTheLastOnly() {
		this.provider.call();
		List<ChatClientResponse> chunks = this.provider.stream();
		assertThat(chunks).hasSizeGreaterThan(2);
		assertThat(chunks.subList(0, chunks.size() - 1))
			.allSatisfy((chunk) -> assertThat(Said.in(chunk).answer().finishReason()).isEmpty());
		assertThat(Said.in(chunks.getLast()).answer().finishReason()).isEqualToIgnoringCase(this.format.complete());
	}

	@Test
	void aHitChargesNothing() {
		this.provider.call();
		assertThat(Said.in(this.provider.call()).counted()).isEqualTo(new TokenUsage(0, 0, 0, null, null));
		assertThat(this.provider.stream())
			.allSatisfy((chunk) -> assertThat(Said.in(chunk).counted()).isEqualTo(new TokenUsage(0, 0, 0, null, null)));
	}

	@Test
	void aCallWithOtherOptionsIsAnotherCall() {
		this.provider.call();
		JsonNode first = this.provider.requests().getFirst();
		for (Map.Entry<String, ChatOptions.Builder<?>> options : this.format.otherOptions().entrySet()) {
			int before = this.provider.requests().size();
			this.provider.prompt().options(options.getValue()).call().content();
			this.provider.prompt().options(options.getValue()).call().content();
			assertThat(this.provider.requests()).as(options.getKey()).hasSize(before + 1);
			assertThat(this.provider.requests().getLast()).as(options.getKey()).isNotEqualTo(first);
		}
	}

	@Test
	void theTemperatureReachesTheProviderAsItIs() {
		this.provider.call();
		this.provider.promptWithoutTemperature().call().content();
		ProviderFixture.stream(this.provider.promptWithoutTemperature().system("Be brief."));
		ProviderFixture.stream(this.provider.prompt().system("Be brief."));
		assertThat(this.provider.temperatures()).containsExactly(Optional.of(ProviderFixture.TEMPERATURE),
				Optional.empty(), Optional.empty(), Optional.of(ProviderFixture.TEMPERATURE));
	}

	private static List<String> texts(List<ChatClientResponse> chunks) {
		return chunks.stream()
			.flatMap((chunk) -> Objects.requireNonNull(chunk.chatResponse()).getResults().stream())
			.map((generation) -> Objects.requireNonNull(generation.getOutput().getText()))
			.toList();
	}

}
