package dev.llmcache.advisor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import dev.llmcache.CachedAnswer;
import dev.llmcache.MediaContent;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.content.Media;
import org.springframework.util.MimeTypeUtils;

/**
 * A stored generation as Spring AI's own, whole or in chunks.
 */
final class ReplayedGeneration {

	private final CachedAnswer.Generation stored;

	ReplayedGeneration(CachedAnswer.Generation stored) {
		this.stored = stored;
	}

	Generation whole() {
		return last(this.stored.text(), this.stored.metadata(), true);
	}

	/**
	 * The text in several chunks; tool calls, media and what is beside the message are on
	 * the last.
	 * @param finished whether the last chunk says why the model stopped
	 * @return at least one chunk
	 */
	List<Generation> chunks(boolean finished) {
		String text = this.stored.text();
		List<String> texts = (text != null) ? TextChunks.of(text) : List.of("");
		List<Generation> chunks = new ArrayList<>(texts.size());
		for (String part : texts.subList(0, texts.size() - 1)) {
			AssistantMessage message = AssistantMessage.builder()
				.content(part)
				.properties(MessageMetadata.part(this.stored.metadata(), chunks.isEmpty(), false))
				.build();
			chunks.add(new Generation(message, ChatGenerationMetadata.NULL));
		}
		chunks.add(last((text != null) ? texts.getLast() : null,
				MessageMetadata.part(this.stored.metadata(), chunks.isEmpty(), finished), finished));
		return chunks;
	}

	private Generation last(@Nullable String text, Map<String, Object> metadata, boolean finished) {
		AssistantMessage message = AssistantMessage.builder()
			.content(text)
			.properties(metadata)
			.toolCalls(each(this.stored.toolCalls(), ReplayedGeneration::toolCall))
			.media(each(this.stored.media(), ReplayedGeneration::media))
			.build();
		return new Generation(message,
				ChatGenerationMetadata.builder()
					.finishReason(finished ? this.stored.finishReason() : null)
					.contentFilters(contentFilters())
					.metadata(this.stored.generationMetadata())
					.build());
	}

	// Most have none of what follows
	private Set<String> contentFilters() {
		return this.stored.contentFilters().isEmpty() ? Set.of() : Set.copyOf(this.stored.contentFilters());
	}

	private static <S, T> List<T> each(List<S> stored, Function<S, T> replay) {
		return stored.isEmpty() ? List.of() : stored.stream().map(replay).toList();
	}

	private static ToolCall toolCall(CachedAnswer.ToolCall stored) {
		return new ToolCall(stored.id(), stored.type(), stored.name(), stored.arguments());
	}

	private static Media media(CachedAnswer.Media stored) {
		Media.Builder media = Media.builder().mimeType(MimeTypeUtils.parseMimeType(stored.mimeType()));
		switch (stored.content()) {
			case MediaContent.Bytes(byte[] bytes) -> media.data(bytes);
			case MediaContent.Reference(String uri) -> media.data(uri);
		}
		if (stored.id() != null) {
			media.id(stored.id());
		}
		if (stored.name() != null) {
			media.name(stored.name());
		}
		return media.build();
	}

}
