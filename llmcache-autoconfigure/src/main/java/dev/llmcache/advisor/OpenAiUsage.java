package dev.llmcache.advisor;

import com.openai.core.JsonNumber;
import com.openai.core.JsonValue;
import com.openai.models.completions.CompletionUsage;
import dev.llmcache.TokenUsage;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.metadata.Usage;

/**
 * OpenAI's count. Of models that charge for writing to the cache it tells what was
 * written, which Spring AI leaves out.
 */
final class OpenAiUsage {

	private static final String WRITTEN = "cache_write_tokens";

	private OpenAiUsage() {
	}

	static TokenUsage read(Usage usage, Object counted) {
		TokenUsage told = ProviderUsage.of(ProviderUsage.orZero(usage.getPromptTokens()),
				ProviderUsage.orZero(usage.getCompletionTokens()), usage);
		Long written = (counted instanceof CompletionUsage all) ? written(all) : null;
		return told.or(new TokenUsage(null, null, null, null, written));
	}

	private static @Nullable Long written(CompletionUsage usage) {
		JsonValue written = usage.promptTokensDetails()
			.map((details) -> details._additionalProperties().get(WRITTEN))
			.orElse(null);
		return (written instanceof JsonNumber tokens) ? tokens.value().longValue() : null;
	}

}
