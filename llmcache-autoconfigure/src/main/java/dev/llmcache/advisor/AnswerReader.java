package dev.llmcache.advisor;

import java.time.Duration;

import dev.llmcache.CachedAnswer;
import dev.llmcache.TokenUsage;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.util.StringUtils;

/**
 * Reads what the model answered into a form that can be stored.
 */
final class AnswerReader {

	private AnswerReader() {
	}

	/**
	 * Reads a whole answer.
	 * @param response what the model answered
	 * @param modelTime how long it took
	 * @return the answer, or null when it has something that is more than text
	 */
	static @Nullable CachedAnswer read(@Nullable ChatResponse response, Duration modelTime) {
		if (response == null || !response.getResults().stream().allMatch(AnswerReader::isText)) {
			return null;
		}
		ChatResponseMetadata metadata = response.getMetadata();
		return new CachedAnswer(response.getResults().stream().map(AnswerReader::read).toList(),
				textOrNull(metadata.getId()), textOrNull(metadata.getModel()), usage(metadata.getUsage()),
				JsonValues.of(metadata.entrySet()), modelTime);
	}

	static boolean isText(Generation generation) {
		AssistantMessage message = generation.getOutput();
		return message.getText() != null && !message.hasToolCalls() && message.getMedia().isEmpty();
	}

	static TokenUsage usage(@Nullable Usage usage) {
		if (usage == null || usage.getTotalTokens() == 0) {
			return TokenUsage.UNKNOWN;
		}
		return new TokenUsage(usage.getPromptTokens(), usage.getCompletionTokens(), usage.getTotalTokens(),
				usage.getCacheReadInputTokens(), usage.getCacheWriteInputTokens());
	}

	static @Nullable String textOrNull(@Nullable String text) {
		return StringUtils.hasText(text) ? text : null;
	}

	private static CachedAnswer.Generation read(Generation generation) {
		AssistantMessage message = generation.getOutput();
		String text = message.getText();
		return new CachedAnswer.Generation((text != null) ? text : "", generation.getMetadata().getFinishReason(),
				JsonValues.of(message.getMetadata().entrySet()));
	}

}
