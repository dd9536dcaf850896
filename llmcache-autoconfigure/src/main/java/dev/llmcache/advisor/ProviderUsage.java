package dev.llmcache.advisor;

import java.util.Objects;

import dev.llmcache.TokenUsage;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.metadata.Usage;

/**
 * Reads how a provider counted into counts that mean the same for all of them: the prompt
 * with what was read from the provider's cache and written to it, the completion with
 * what the model thought, and the total of both. What is not known stays unknown.
 * <p>
 * Never throws: what a provider's classes refuse to say is not known.
 */
public final class ProviderUsage {

	private ProviderUsage() {
	}

	/**
	 * Reads a usage.
	 * @param usage usage of an answer or of a chunk of one, or null
	 * @return the same for all providers
	 */
	public static TokenUsage read(@Nullable Usage usage) {
		if (usage == null) {
			return TokenUsage.UNKNOWN;
		}
		try {
			Object counted = Objects.requireNonNullElse(usage.getNativeUsage(), "");
			String provider = counted.getClass().getName();
			// By name, since the classes may be missing
			if (provider.startsWith("com.anthropic.")) {
				return AnthropicUsage.read(usage, counted);
			}
			if (provider.startsWith("com.google.genai.")) {
				return GoogleUsage.read(usage, counted);
			}
			return provider.startsWith("com.openai.") ? OpenAiUsage.read(usage, counted) : plain(usage);
		}
		catch (RuntimeException | LinkageError ex) {
			return TokenUsage.UNKNOWN;
		}
	}

	/** Usage of a provider that is known by its counts alone, such as Bedrock. */
	private static TokenUsage plain(Usage usage) {
		int apart = orZero(usage.getCacheReadInputTokens()) + orZero(usage.getCacheWriteInputTokens());
		int prompt = orZero(usage.getPromptTokens());
		// A total beyond prompt and completion by just those says that they are in
		// neither
		boolean excluded = apart > 0
				&& orZero(usage.getTotalTokens()) == prompt + orZero(usage.getCompletionTokens()) + apart;
		return excluded ? of(prompt + apart, orZero(usage.getCompletionTokens()), usage)
				: new TokenUsage(positive(prompt), positive(orZero(usage.getCompletionTokens())),
						positive(orZero(usage.getTotalTokens())), usage.getCacheReadInputTokens(),
						usage.getCacheWriteInputTokens());
	}

	static TokenUsage of(int prompt, int completion, Usage usage) {
		return new TokenUsage(positive(prompt), positive(completion), positive(prompt + completion),
				usage.getCacheReadInputTokens(), usage.getCacheWriteInputTokens());
	}

	static int orZero(@Nullable Number tokens) {
		return (tokens != null) ? Math.toIntExact(tokens.longValue()) : 0;
	}

	// Spring AI counts what it does not know as zero
	private static @Nullable Integer positive(int tokens) {
		return (tokens > 0) ? tokens : null;
	}

}
