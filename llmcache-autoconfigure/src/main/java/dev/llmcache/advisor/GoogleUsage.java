package dev.llmcache.advisor;

import com.google.genai.types.GenerateContentResponseUsageMetadata;
import dev.llmcache.TokenUsage;

import org.springframework.ai.chat.metadata.Usage;

/**
 * Gemini's count, which keeps thoughts apart from the completion, and what its own tools
 * put into the prompt apart from the prompt. Both are charged like the rest.
 */
final class GoogleUsage {

	private GoogleUsage() {
	}

	static TokenUsage read(Usage usage, Object counted) {
		int prompt = ProviderUsage.orZero(usage.getPromptTokens());
		int completion = ProviderUsage.orZero(usage.getCompletionTokens());
		if (counted instanceof GenerateContentResponseUsageMetadata all) {
			prompt += all.toolUsePromptTokenCount().orElse(0);
			completion += all.thoughtsTokenCount().orElse(0);
		}
		return ProviderUsage.of(prompt, completion, usage);
	}

}
