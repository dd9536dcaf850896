package dev.llmcache.advisor;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.content.Media;
import org.springframework.util.MimeTypeUtils;

/**
 * Responses as the providers of Spring AI make them.
 */
final class Responses {

	private Responses() {
	}

	/** All that a model can answer, in one response. */
	static ChatResponse everything() {
		AssistantMessage message = AssistantMessage.builder()
			.content("We open at nine, and the plan of the shop is attached for your convenience.")
			.properties(Map.of("index", 0L, "role", "ASSISTANT", "refusal", "", "reasoningContent", "Opening hours?",
					"finishReason", "STOP"))
			.toolCalls(List.of(new ToolCall("call-1", "function", "hours", "{\"day\":\"Monday\"}")))
			.media(List.of(
					Media.builder().mimeType(MimeTypeUtils.IMAGE_PNG).data(new byte[] { 1, 2 }).id("media-1").build(),
					Media.builder()
						.mimeType(MimeTypeUtils.IMAGE_GIF)
						.data("https://example.com/a.gif")
						.name("a")
						.build()))
			.build();
		ChatGenerationMetadata metadata = ChatGenerationMetadata.builder()
			.finishReason("STOP")
			.contentFilters(Set.of("hate", "violence"))
			.metadata("audioId", "audio-1")
			.metadata("audioExpiresAt", 1_800_000_000L)
			.build();
		return new ChatResponse(
				List.of(new Generation(message, metadata), generation("At nine.", "STOP", Map.of("index", 1L))),
				ChatResponseMetadata.builder()
					.id("id-1")
					.model("model-1")
					.usage(new DefaultUsage(11, 7, 18, null, 5L, 3L))
					.keyValue("created", 1_700_000_000L)
					.keyValue("system-fingerprint", "fp")
					.build());
	}

	static ChatResponse chunk(@Nullable String text, @Nullable String finishReason, Map<String, Object> metadata) {
		return new ChatResponse(List.of(generation(text, finishReason, metadata)));
	}

	static Generation generation(@Nullable String text, @Nullable String finishReason, Map<String, Object> metadata) {
		return new Generation(AssistantMessage.builder().content(text).properties(metadata).build(),
				(finishReason != null) ? ChatGenerationMetadata.builder().finishReason(finishReason).build()
						: ChatGenerationMetadata.NULL);
	}

}
