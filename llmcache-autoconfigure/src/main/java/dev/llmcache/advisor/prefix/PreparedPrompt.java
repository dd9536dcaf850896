package dev.llmcache.advisor.prefix;

import dev.llmcache.prefix.PrefixObservation;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.prompt.Prompt;

/**
 * A prompt as it is sent.
 *
 * @param plain the prompt without hints
 * @param hinted the prompt with them
 * @param observation what is known of the prompt, or null
 */
record PreparedPrompt(Prompt plain, HintedPrompt hinted, @Nullable PrefixObservation observation) {

	static PreparedPrompt unchanged(Prompt prompt) {
		return new PreparedPrompt(prompt, HintedPrompt.of(prompt), null);
	}

	@Override
	public String toString() {
		return "PreparedPrompt[]";
	}

}
