package dev.llmcache.advisor;

import java.util.Optional;

import com.anthropic.models.messages.MessageDeltaUsage;
import dev.llmcache.TokenUsage;

import org.springframework.ai.chat.metadata.Usage;

/**
 * Anthropic's count, which keeps tokens of its cache apart from the prompt's. Spring AI
 * tells it so up to 2.0, and adds them up from 2.1 on.
 */
final class AnthropicUsage {

	private AnthropicUsage() {
	}

	static TokenUsage read(Usage usage, Object counted) {
		int told = ProviderUsage.orZero(usage.getPromptTokens());
		int cached = ProviderUsage.orZero(usage.getCacheReadInputTokens())
				+ ProviderUsage.orZero(usage.getCacheWriteInputTokens());
		boolean apart = input(counted).map((input) -> input == told).orElse(true);
		return ProviderUsage.of(apart ? told + cached : told, ProviderUsage.orZero(usage.getCompletionTokens()), usage);
	}

	private static Optional<Long> input(Object counted) {
		return switch (counted) {
			case com.anthropic.models.messages.Usage whole -> Optional.of(whole.inputTokens());
			case MessageDeltaUsage end -> end.inputTokens();
			default -> Optional.empty();
		};
	}

}
