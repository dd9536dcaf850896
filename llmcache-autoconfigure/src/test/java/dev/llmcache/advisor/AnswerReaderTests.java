package dev.llmcache.advisor;

import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.llmcache.CachedAnswer;
import dev.llmcache.CachedAnswer.Generation;
import dev.llmcache.CachedAnswer.Media;
import dev.llmcache.CachedAnswer.ToolCall;
import dev.llmcache.MediaContent;
import dev.llmcache.TokenUsage;
import dev.llmcache.store.AnswerCodec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.util.MimeTypeUtils;

import static org.assertj.core.api.Assertions.assertThat;

class AnswerReaderTests {

	@Test
	void readsAllThatAModelCanAnswer() {
		CachedAnswer answer = read(Responses.everything());
		assertThat(answer.id()).isEqualTo("id-1");
		assertThat(answer.model()).isEqualTo("model-1");
		assertThat(answer.usage()).isEqualTo(new TokenUsage(11, 7, 18, 5L, 3L));
		assertThat(answer.metadata()).isEqualTo(Map.of("created", 1_700_000_000L, "system-fingerprint", "fp"));
		assertThat(answer.modelTime()).isEqualTo(Duration.ofSeconds(2));
		assertThat(answer.generations()).extracting(Generation::text)
			.containsExactly("We open at nine, and the plan of the shop is attached for your convenience.", "At nine.");
		Generation first = answer.generations().getFirst();
		assertThat(first.toolCalls())
			.containsExactly(new ToolCall("call-1", "function", "hours", "{\"day\":\"Monday\"}"));
		assertThat(first.media()).extracting(Media::mimeType).containsExactly("image/png", "image/gif");
		assertThat(first.media()).extracting(Media::content)
			.containsExactly(new MediaContent.Bytes(new byte[] { 1, 2 }),
					new MediaContent.Reference("https://example.com/a.gif"));
		assertThat(first.finishReason()).isEqualTo("STOP");
		assertThat(first.contentFilters()).containsExactly("hate", "violence");
		assertThat(first.metadata()).containsEntry("index", 0L).containsEntry("role", "ASSISTANT");
		assertThat(first.generationMetadata())
			.isEqualTo(Map.of("audioId", "audio-1", "audioExpiresAt", 1_800_000_000L));
	}

	@Test
	void keepsTheDifferenceBetweenNoTextAndAnEmptyOne() {
		assertThat(read(Responses.chunk(null, null, Map.of())).generations().getFirst().text()).isNull();
		assertThat(read(Responses.chunk("", null, Map.of())).generations().getFirst().text()).isEmpty();
	}

	@Test
	void keepsOfMetadataWhatJsonCanHold() {
		Map<String, Object> endless = new LinkedHashMap<>();
		endless.put("again", endless);
		List<Object> deep = new ArrayList<>(List.of("bottom"));
		for (int depth = 0; depth < 1_000; depth++) {
			deep = new ArrayList<>(List.of(deep));
		}
		CachedAnswer answer = read(Responses.chunk("a", null,
				Map.of("endless", endless, "deep", deep, "object", new Object(), "objects", List.of(new Object()),
						"infinite", Double.POSITIVE_INFINITY, "tags", List.of("a", Map.of("b", 1)))));
		assertThat(answer.generations().getFirst().metadata()).isEqualTo(Map.of("tags", List.of("a", Map.of("b", 1))));
		assertThat(AnswerCodec.decode(AnswerCodec.encode(answer))).isEqualTo(answer);
	}

	@Test
	void keepsTheDeepestMetadataThatItKeeps() {
		Object deep = "bottom";
		for (int depth = 0; depth < 16; depth++) {
			deep = List.of(deep);
		}
		CachedAnswer answer = read(Responses.chunk("a", null, Map.of("deep", deep, "deeper", List.of(deep))));
		assertThat(answer.generations().getFirst().metadata()).isEqualTo(Map.of("deep", deep));
		assertThat(AnswerCodec.decode(AnswerCodec.encode(answer))).isEqualTo(answer);
	}

	@Test
	void leavesOutWhatAnInnerCacheSaidOfItself() {
		ChatResponse response = new ChatResponse(List.of(Responses.generation("a", "STOP", Map.of())),
				ChatResponseMetadata.builder().keyValue("llmcache.status", "hit").keyValue("created", 1).build());
		assertThat(read(response).metadata()).isEqualTo(Map.of("created", 1));
	}

	@Test
	void knowsNoUsageWhereTheModelCountedNothing() {
		assertThat(read(Responses.chunk("a", "STOP", Map.of())).usage()).isEqualTo(TokenUsage.UNKNOWN);
	}

	@Test
	void readsMediaOfEveryForm() throws Exception {
		assertThat(content(URI.create("https://example.com/a"))).isEqualTo(reference("https://example.com/a"));
		assertThat(content(URI.create("https://example.com/a").toURL())).isEqualTo(reference("https://example.com/a"));
		assertThat(content("https://example.com/a")).isEqualTo(reference("https://example.com/a"));
	}

	@Test
	void readsAnEmptyAnswer() {
		assertThat(read(new ChatResponse(List.of())).generations()).isEmpty();
	}

	@Test
	void readsNothingThatCannotBeStored() {
		assertThat(AnswerReader.read(null, Duration.ZERO)).isNull();
		assertThat(AnswerReader.read(response(media(new Object())), Duration.ZERO)).isNull();
	}

	@Test
	void readsNothingThatThrows() {
		ChatResponse broken = new ChatResponse(List.of()) {

			@Override
			public ChatResponseMetadata getMetadata() {
				throw new IllegalStateException("broken");
			}

		};
		assertThat(AnswerReader.read(broken, Duration.ZERO)).isNull();
	}

	private static CachedAnswer read(ChatResponse response) {
		return Objects.requireNonNull(AnswerReader.read(response, Duration.ofSeconds(2)));
	}

	private static @Nullable MediaContent content(Object data) {
		return read(response(media(data))).generations().getFirst().media().getFirst().content();
	}

	private static MediaContent reference(String uri) {
		return new MediaContent.Reference(uri);
	}

	private static org.springframework.ai.content.Media media(Object data) {
		return org.springframework.ai.content.Media.builder().mimeType(MimeTypeUtils.IMAGE_PNG).data(data).build();
	}

	private static ChatResponse response(org.springframework.ai.content.Media media) {
		AssistantMessage message = AssistantMessage.builder().content("a").media(List.of(media)).build();
		return new ChatResponse(List.of(new org.springframework.ai.chat.model.Generation(message)));
	}

}
