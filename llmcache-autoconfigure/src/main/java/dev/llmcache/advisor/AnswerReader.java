package dev.llmcache.advisor;

import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.llmcache.CachedAnswer;
import dev.llmcache.MediaContent;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.content.Media;
import org.springframework.util.StringUtils;

/**
 * Reads what the model answered into a form that can be stored. Of metadata it keeps what
 * JSON can hold.
 */
final class AnswerReader {

	private AnswerReader() {
	}

	/**
	 * Reads a whole answer. Never throws.
	 * @param response what the model answered
	 * @param modelTime how long it took
	 * @return the answer, or null when it has something that cannot be stored
	 */
	static @Nullable CachedAnswer read(@Nullable ChatResponse response, Duration modelTime) {
		if (response == null) {
			return null;
		}
		try {
			ChatResponseMetadata metadata = response.getMetadata();
			return new CachedAnswer(response.getResults().stream().map(AnswerReader::read).toList(),
					textOrNull(metadata.getId()), textOrNull(metadata.getModel()),
					ProviderUsage.read(metadata.getUsage()), metadata(metadata), modelTime);
		}
		// A provider's classes may do anything
		catch (RuntimeException ex) {
			return null;
		}
	}

	static CachedAnswer.Generation read(Generation generation) {
		AssistantMessage message = generation.getOutput();
		ChatGenerationMetadata metadata = generation.getMetadata();
		return new CachedAnswer.Generation(message.getText(),
				message.getToolCalls().stream().map(AnswerReader::read).toList(),
				message.getMedia().stream().map(AnswerReader::read).toList(), metadata.getFinishReason(),
				filters(metadata), JsonValues.of(message.getMetadata().entrySet()), JsonValues.of(metadata.entrySet()));
	}

	// An inner cache's word about itself is not the model's
	static Map<String, Object> metadata(ChatResponseMetadata metadata) {
		return JsonValues.of(metadata.entrySet()
			.stream()
			.filter((entry) -> !entry.getKey().startsWith(LlmCacheParams.PREFIX))
			.toList());
	}

	static @Nullable String textOrNull(@Nullable String text) {
		return StringUtils.hasText(text) ? text : null;
	}

	private static List<String> filters(ChatGenerationMetadata metadata) {
		return metadata.getContentFilters().stream().sorted().toList();
	}

	private static CachedAnswer.ToolCall read(AssistantMessage.ToolCall call) {
		return new CachedAnswer.ToolCall(Objects.requireNonNullElse(call.id(), ""), call.type(), call.name(),
				call.arguments());
	}

	private static CachedAnswer.Media read(Media media) {
		return new CachedAnswer.Media(media.getMimeType().toString(), media.getId(), media.getName(),
				content(media.getData()));
	}

	private static MediaContent content(Object content) {
		return switch (content) {
			case byte[] bytes -> new MediaContent.Bytes(bytes);
			case String uri -> new MediaContent.Reference(uri);
			case URI uri -> new MediaContent.Reference(uri.toString());
			case URL url -> new MediaContent.Reference(url.toExternalForm());
			default -> throw new IllegalArgumentException("Neither bytes nor a reference");
		};
	}

}
