package dev.llmcache.advisor;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.llmcache.CachedAnswer;
import dev.llmcache.CachedAnswer.Generation;
import dev.llmcache.CachedAnswer.Media;
import dev.llmcache.CachedAnswer.ToolCall;
import dev.llmcache.MediaContent;
import dev.llmcache.TokenUsage;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.metadata.EmptyUsage;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.util.MimeTypeUtils;

import static org.assertj.core.api.Assertions.assertThat;

class StreamedAnswerTests {

	@Test
	void joinsTheTextOfItsChunks() {
		CachedAnswer answer = answer(Responses.chunk("We open ", null, Map.of()),
				Responses.chunk("at nine.", null, Map.of()), Responses.chunk("", "STOP", Map.of()));
		assertThat(answer.generations()).containsExactly(new Generation("We open at nine.", "STOP", Map.of()));
		assertThat(answer.modelTime()).isEqualTo(Duration.ofSeconds(2));
	}

	@Test
	void takesTheLastFinishReasonThatIsOne() {
		CachedAnswer answer = answer(Responses.chunk("We open ", "_UNKNOWN", Map.of()),
				Responses.chunk("at nine.", "LENGTH", Map.of()), Responses.chunk("", "_UNKNOWN", Map.of()),
				Responses.chunk("", "", Map.of()));
		assertThat(answer.generations()).extracting(Generation::finishReason).containsExactly("LENGTH");
	}

	@Test
	void isNotDoneWhereNoChunkSaidSo() {
		CachedAnswer answer = answer(Responses.chunk("We open ", "_UNKNOWN", Map.of()),
				Responses.chunk("at", "_UNKNOWN", Map.of()));
		assertThat(answer.generations()).extracting(Generation::finishReason).containsExactly("_UNKNOWN");
	}

	@Test
	void collectsToolCallsAndMedia() {
		CachedAnswer answer = answer(chunkWith("1"), chunkWith("2"));
		Generation generation = answer.generations().getFirst();
		assertThat(generation.toolCalls()).extracting(ToolCall::id).containsExactly("1", "2");
		assertThat(generation.media()).extracting(Media::content)
			.containsExactly(new MediaContent.Reference("https://example.com/1"),
					new MediaContent.Reference("https://example.com/2"));
		assertThat(generation.contentFilters()).containsExactly("filter-1", "filter-2");
		assertThat(generation.generationMetadata()).isEqualTo(Map.of("audioId", "2"));
	}

	@Test
	void takesUsageFromWhicheverChunkHasIt() {
		CachedAnswer answer = answer(usage(new DefaultUsage(11, 1, 12, null, 5L, 3L), "id-1", "model-1"),
				usage(new DefaultUsage(0, 7, 18), "", ""), usage(new EmptyUsage(), "", ""));
		assertThat(answer.usage()).isEqualTo(new TokenUsage(11, 7, 18, 5L, 3L));
		assertThat(answer.id()).isEqualTo("id-1");
		assertThat(answer.model()).isEqualTo("model-1");
	}

	@Test
	void takesUsageFromAChunkWithoutGenerations() {
		ChatResponse trailing = new ChatResponse(List.of(),
				ChatResponseMetadata.builder().usage(new DefaultUsage(11, 7)).keyValue("created", 1L).build());
		CachedAnswer answer = answer(Responses.chunk("At nine.", "STOP", Map.of()), trailing);
		assertThat(answer.usage()).isEqualTo(new TokenUsage(11, 7, 18, null, null));
		assertThat(answer.metadata()).isEqualTo(Map.of("created", 1L));
	}

	@Test
	void keepsAlternativesApart() {
		CachedAnswer answer = answer(Responses.chunk("We ", null, Map.of("index", 0L)),
				Responses.chunk("At ", null, Map.of("index", 1L)),
				Responses.chunk("open.", "STOP", Map.of("index", 0L)),
				Responses.chunk("nine.", "LENGTH", Map.of("index", 1L)));
		assertThat(answer.generations()).containsExactly(new Generation("We open.", "STOP", Map.of("index", 0L)),
				new Generation("At nine.", "LENGTH", Map.of("index", 1L)));
	}

	@Test
	void keepsAlternativesOfOneChunkApart() {
		ChatResponse chunk = new ChatResponse(
				List.of(Responses.generation("a", null, Map.of()), Responses.generation("b", null, Map.of())));
		assertThat(answer(chunk, chunk).generations()).extracting(Generation::text).containsExactly("aa", "bb");
	}

	@Test
	void joinsThePartsOfOneCandidateInTheirOrder() {
		Map<String, Object> first = Map.of("candidateIndex", 0);
		ChatResponse chunk = new ChatResponse(
				List.of(Responses.generation("b", "STOP", first), Responses.generation("c", "STOP", first)));
		CachedAnswer answer = answer(Responses.chunk("a", "STOP", first), chunk, Responses.chunk("d", "STOP", first));
		assertThat(answer.generations()).extracting(Generation::text).containsExactly("abcd");
	}

	@Test
	void keepsThoughtsApartFromTheAnswerAsAnthropicDoes() {
		CachedAnswer answer = answer(Responses.chunk("Opening ", null, Map.of("thinking", true)),
				Responses.chunk("hours?", null, Map.of("thinking", true)),
				Responses.chunk(null, null, Map.of("signature", "abc")), Responses.chunk("At ", null, Map.of()),
				Responses.chunk("nine.", null, Map.of()), Responses.chunk("", "end_turn", Map.of()));
		assertThat(answer.generations()).containsExactly(
				new Generation("Opening hours?", "end_turn", Map.of("thinking", true, "signature", "abc")),
				new Generation("At nine.", "end_turn", Map.of()));
	}

	@Test
	void keepsThoughtsApartFromTheAnswerAsGeminiDoes() {
		CachedAnswer answer = answer(Responses.chunk("Hours?", "STOP", Map.of("candidateIndex", 0, "isThought", true)),
				Responses.chunk("At nine.", "STOP", Map.of("candidateIndex", 0, "isThought", false)));
		assertThat(answer.generations()).extracting(Generation::text).containsExactly("Hours?", "At nine.");
	}

	@Test
	void joinsReasoningThatComesInParts() {
		CachedAnswer answer = answer(
				Responses.chunk("", null, Map.of("role", "ASSISTANT", "reasoningContent", "Opening ")),
				Responses.chunk("", null, Map.of("role", "", "reasoningContent", "hours?")),
				Responses.chunk("At nine.", "STOP", Map.of("role", "", "reasoningContent", "")));
		assertThat(answer.generations().getFirst().metadata())
			.isEqualTo(Map.of("role", "ASSISTANT", "reasoningContent", "Opening hours?"));
	}

	@Test
	void joinsARefusalThatComesInParts() {
		CachedAnswer answer = answer(Responses.chunk("", null, Map.of("refusal", "I ")),
				Responses.chunk("", null, Map.of("refusal", "cannot.")),
				Responses.chunk("", "STOP", Map.of("refusal", "")));
		assertThat(answer.generations().getFirst().metadata()).isEqualTo(Map.of("refusal", "I cannot."));
	}

	@Test
	void isEmptyWhereNoChunkCame() {
		assertThat(answer().generations()).isEmpty();
	}

	@Test
	void isNothingWhereAChunkCannotBeRead() {
		AssistantMessage message = AssistantMessage.builder()
			.content("a")
			.media(List.of(org.springframework.ai.content.Media.builder()
				.mimeType(MimeTypeUtils.IMAGE_PNG)
				.data(new Object())
				.build()))
			.build();
		StreamedAnswer streamed = new StreamedAnswer();
		streamed.add(new ChatResponse(List.of(new org.springframework.ai.chat.model.Generation(message))));
		streamed.add(Responses.chunk("b", "STOP", Map.of()));
		assertThat(streamed.complete(Duration.ZERO)).isNull();
	}

	private static CachedAnswer answer(ChatResponse... chunks) {
		StreamedAnswer streamed = new StreamedAnswer();
		streamed.add(null);
		for (ChatResponse chunk : chunks) {
			streamed.add(chunk);
		}
		return Objects.requireNonNull(streamed.complete(Duration.ofSeconds(2)));
	}

	private static ChatResponse usage(Usage usage, String id, String model) {
		return new ChatResponse(List.of(Responses.generation("a", null, Map.of())),
				ChatResponseMetadata.builder().id(id).model(model).usage(usage).build());
	}

	private static ChatResponse chunkWith(String id) {
		AssistantMessage message = AssistantMessage.builder()
			.content("")
			.toolCalls(List.of(new AssistantMessage.ToolCall(id, "function", "hours", "{}")))
			.media(List.of(org.springframework.ai.content.Media.builder()
				.mimeType(MimeTypeUtils.IMAGE_PNG)
				.data("https://example.com/" + id)
				.build()))
			.build();
		return new ChatResponse(List.of(new org.springframework.ai.chat.model.Generation(message,
				ChatGenerationMetadata.builder().contentFilter("filter-" + id).metadata("audioId", id).build())));
	}

}
