package dev.llmcache.advisor.prefix;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.prompt.Prompt;

/**
 * A prompt with a provider's hints.
 *
 * @param prompt the prompt
 * @param whenRefused takes back what the hints rely on, where the provider may refuse
 * them; the call is then made once more without. Null where it does not
 */
public record HintedPrompt(Prompt prompt, @Nullable Runnable whenRefused) {

	/**
	 * A prompt that no provider refuses for its hints.
	 * @param prompt the prompt
	 * @return the prompt
	 */
	public static HintedPrompt of(Prompt prompt) {
		return new HintedPrompt(prompt, null);
	}

	@Override
	public String toString() {
		return "HintedPrompt[]";
	}

}
