package dev.llmcache.advisor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.llmcache.CacheOutcome;
import dev.llmcache.CachedAnswer;
import dev.llmcache.Layer;
import dev.llmcache.Lookup.Hit;
import dev.llmcache.TokenUsage;
import dev.llmcache.key.Keyring;
import dev.llmcache.key.Secret;
import dev.llmcache.key.SignedAnswerIds;
import dev.llmcache.store.AnswerCodec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.content.Media;
import org.springframework.util.MimeType;

import static org.assertj.core.api.Assertions.assertThat;

class ReplayTests {

	private static final Map<String, @Nullable Object> CONTEXT = Map.of("chat_memory_conversation_id", "c-1",
			"anything", List.of(1));

	private static final String FINGERPRINT = "0a1b2c3d";

	@Test
	void aWholeAnswerIsTheModelsOwn() {
		ChatResponse original = Responses.everything();
		ChatResponse replayed = chatResponse(replay(original).whole());
		assertThat(replayed.getResults()).usingRecursiveComparison()
			.withEqualsForType(MimeType::equals, MimeType.class)
			.isEqualTo(original.getResults());
		assertThat(replayed.getMetadata().getId()).isEqualTo("id-1");
		assertThat(replayed.getMetadata().getModel()).isEqualTo("model-1");
		assertThat(replayed.getMetadata().<Long>get("created")).isEqualTo(1_700_000_000L);
		assertThat(replayed.getMetadata().<String>get("system-fingerprint")).isEqualTo("fp");
	}

	@Test
	void chargesNothingAndKeepsTheOriginalUsageBeside() {
		ChatClientResponse whole = replay(Responses.everything()).whole();
		List<ChatClientResponse> chunks = replay(Responses.everything()).chunks().toStream().toList();
		for (ChatResponse response : List.of(chatResponse(whole), chatResponse(chunks.getLast()))) {
			assertThat(response.getMetadata().getUsage().getTotalTokens()).isZero();
			assertThat(response.getMetadata().<TokenUsage>get(Replay.ORIGINAL_USAGE))
				.isEqualTo(new TokenUsage(11, 7, 18, 5L, 3L));
		}
		assertThat(chunks.subList(0, chunks.size() - 1))
			.noneMatch((chunk) -> chatResponse(chunk).getMetadata().containsKey(Replay.ORIGINAL_USAGE));
	}

	@Test
	void everyResponseSaysWhatItIsAndCarriesTheContext() {
		List<ChatClientResponse> responses = new ArrayList<>(
				replay(Responses.everything()).chunks().toStream().toList());
		responses.add(replay(Responses.everything()).whole());
		assertThat(responses).allSatisfy((response) -> {
			assertThat(response.context()).containsAllEntriesOf(CONTEXT).containsKey(CacheOutcome.CONTEXT_KEY);
			assertThat(chatResponse(response).getMetadata().<String>get("llmcache.status")).isEqualTo("hit");
			assertThat(chatResponse(response).getMetadata().<String>get("llmcache.layer")).isEqualTo("exact");
			assertThat(chatResponse(response).getMetadata().<Double>get("llmcache.similarity")).isEqualTo(1);
			assertThat(chatResponse(response).getMetadata().<Long>get("llmcache.age-ms")).isEqualTo(5_000);
			assertThat(chatResponse(response).getMetadata().<String>get("llmcache.fingerprint")).isEqualTo(FINGERPRINT);
		});
	}

	@Test
	void chunksJoinToTheAnswer() {
		ChatResponse original = Responses.chunk("We open at nine in the morning on every weekday, except on Fridays.",
				"STOP", Map.of("role", "ASSISTANT"));
		List<Generation> chunks = chunks(original);
		assertThat(chunks).hasSizeGreaterThan(2);
		assertThat(text(chunks)).isEqualTo(original.getResults().getFirst().getOutput().getText());
		assertThat(chunks)
			.allSatisfy((chunk) -> assertThat(chunk.getOutput().getMetadata()).containsEntry("role", "ASSISTANT"));
	}

	@Test
	void onlyTheLastChunkHasTheFinishReasonAndWhatIsNoText() {
		List<Generation> chunks = chunks(single(Responses.everything()));
		assertThat(chunks).hasSizeGreaterThan(2);
		for (Generation chunk : chunks.subList(0, chunks.size() - 1)) {
			assertThat(chunk.getMetadata()).isSameAs(ChatGenerationMetadata.NULL);
			assertThat(chunk.getOutput().hasToolCalls()).isFalse();
			assertThat(chunk.getOutput().getMedia()).isEmpty();
			assertThat(chunk.getOutput().getMetadata()).doesNotContainKey("finishReason");
		}
		Generation last = chunks.getLast();
		assertThat(last.getMetadata().getFinishReason()).isEqualTo("STOP");
		assertThat(last.getMetadata().getContentFilters()).containsExactlyInAnyOrder("hate", "violence");
		assertThat(last.getMetadata().<String>get("audioId")).isEqualTo("audio-1");
		assertThat(last.getOutput().getToolCalls()).hasSize(1);
		assertThat(last.getOutput().getMedia()).extracting(Media::getId).containsExactly("media-1", null);
		assertThat(last.getOutput().getMetadata()).containsEntry("finishReason", "STOP");
	}

	@Test
	void reasoningIsInOneChunkOnly() {
		List<Generation> chunks = chunks(single(Responses.everything()));
		assertThat(chunks.getFirst().getOutput().getMetadata()).containsEntry("reasoningContent", "Opening hours?");
		assertThat(chunks.subList(1, chunks.size()))
			.noneMatch((chunk) -> chunk.getOutput().getMetadata().containsKey("reasoningContent"));
	}

	@Test
	void everyAlternativeFinishes() {
		List<Generation> chunks = chunks(Responses.everything());
		assertThat(chunks.stream().map((chunk) -> chunk.getMetadata().getFinishReason()).filter(Objects::nonNull))
			.containsExactly("STOP", "STOP");
		assertThat(chunks.getLast().getOutput().getText()).isEqualTo("At nine.");
	}

	@Test
	void thoughtsComeBeforeTheAnswerAndFinishNothing() {
		ChatResponse original = new ChatResponse(
				List.of(Responses.generation("Hours?", "end_turn", Map.of("signature", "abc")),
						Responses.generation(null, "end_turn", Map.of("data", "abc")),
						Responses.generation("At nine.", "end_turn", Map.of())));
		List<Generation> chunks = chunks(original);
		assertThat(chunks).extracting((chunk) -> chunk.getOutput().getText())
			.containsExactly("Hours?", null, "At nine.");
		assertThat(chunks).extracting((chunk) -> chunk.getMetadata().getFinishReason())
			.containsExactly(null, null, "end_turn");
		assertThat(chunks.getFirst().getOutput().getMetadata()).containsEntry("signature", "abc");
		assertThat(chunks.getLast().getOutput().getMetadata()).doesNotContainKey("signature");
	}

	@Test
	void aStreamReplayedIsTheStream() {
		StreamedAnswer streamed = new StreamedAnswer();
		streamed.add(Responses.chunk("Opening hours?", null, Map.of("thinking", true)));
		streamed.add(Responses.chunk("At nine.", "end_turn", Map.of()));
		CachedAnswer answer = Objects.requireNonNull(streamed.complete(Duration.ZERO));
		StreamedAnswer again = new StreamedAnswer();
		replay(answer).chunks().toStream().forEach((chunk) -> again.add(chunk.chatResponse()));
		assertThat(Objects.requireNonNull(again.complete(Duration.ZERO)).generations()).isEqualTo(answer.generations());
	}

	@Test
	void anAnswerWithoutTextIsOneChunk() {
		assertThat(chunks(Responses.chunk(null, "STOP", Map.of()))).singleElement()
			.satisfies((chunk) -> assertThat(chunk.getOutput().getText()).isNull());
		assertThat(chunks(Responses.chunk("", "STOP", Map.of()))).singleElement()
			.satisfies((chunk) -> assertThat(chunk.getOutput().getText()).isEmpty());
	}

	@Test
	void whatAnAnswerSaysOfTheCacheIsNotBelieved() {
		CachedAnswer answer = new CachedAnswer(List.of(new CachedAnswer.Generation("a", "STOP", Map.of())), null, null,
				TokenUsage.UNKNOWN, Map.of("llmcache.status", "bypass"), Duration.ZERO);
		assertThat(chatResponse(replay(answer).whole()).getMetadata().<String>get("llmcache.status")).isEqualTo("hit");
	}

	private static ChatResponse single(ChatResponse response) {
		return new ChatResponse(List.of(response.getResults().getFirst()), response.getMetadata());
	}

	private static List<Generation> chunks(ChatResponse original) {
		return replay(original).chunks()
			.toStream()
			.map(ReplayTests::chatResponse)
			.map((chunk) -> Objects.requireNonNull(chunk.getResult()))
			.toList();
	}

	private static String text(List<Generation> chunks) {
		return String.join("", chunks.stream().map(Generation::getOutput).map(AssistantMessage::getText).toList());
	}

	// By way of the store, as a hit comes
	private static Replay replay(ChatResponse original) {
		CachedAnswer answer = Objects.requireNonNull(AnswerReader.read(original, Duration.ofSeconds(2)));
		return replay(Objects.requireNonNull(AnswerCodec.decode(AnswerCodec.encode(answer))));
	}

	private static Replay replay(CachedAnswer answer) {
		Hit hit = new Hit(Layer.EXACT, answer, 1, Duration.ofSeconds(5), Duration.ofHours(1));
		return Objects.requireNonNull(Replay.of(answer, CONTEXT, CacheOutcome.hit(hit, FINGERPRINT, Duration.ZERO,
				new SignedAnswerIds(new Keyring(Secret.random(), null), "test"))));
	}

	private static ChatResponse chatResponse(ChatClientResponse response) {
		return Objects.requireNonNull(response.chatResponse());
	}

}
