package dev.llmcache.advisor.prefix;

import dev.llmcache.prefix.PrefixUsage;
import dev.llmcache.prefix.Provider;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * What one provider can be told so that it finds the beginning of a prompt in its cache,
 * and how it counts.
 * <p>
 * Implementations are thread-safe, and leave what the application has set itself.
 */
public interface ProviderHints {

	/**
	 * Whose hints these are.
	 * @return the provider
	 */
	Provider provider();

	/**
	 * Whether a call goes to the provider.
	 * @param options options of the call
	 * @return whether they are of the provider's class
	 */
	boolean areFor(ChatOptions options);

	/**
	 * Adds the hints.
	 * @param prompt a prompt whose options are of the provider's class
	 * @param context what they are made from
	 * @return the prompt with hints
	 */
	HintedPrompt hint(Prompt prompt, HintContext context);

	/**
	 * What the provider keeps apart: a prompt is read from its cache only if one with the
	 * same was sent.
	 * @param prompt a prompt whose options are of the provider's class
	 * @param context what the hints are made from
	 * @return the same for prompts that are not kept apart
	 */
	default String partition(Prompt prompt, HintContext context) {
		return "";
	}

	/**
	 * Reads how the provider counted.
	 * @param usage usage of an answer, or of a chunk of one
	 * @return the same for all providers
	 */
	default PrefixUsage usage(Usage usage) {
		return PrefixUsage.including(positive(usage.getPromptTokens()), usage.getCacheReadInputTokens(),
				usage.getCacheWriteInputTokens());
	}

	/**
	 * A count of which Spring AI says zero where it knows nothing.
	 * @param tokens the count
	 * @return the count, or null
	 */
	static @Nullable Long positive(@Nullable Integer tokens) {
		return (tokens != null && tokens > 0) ? tokens.longValue() : null;
	}

}
