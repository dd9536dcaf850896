package dev.llmcache.advisor.prefix;

import dev.llmcache.prefix.Provider;

import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * What one provider can be told so that it finds the beginning of a prompt in its cache.
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

}
