package dev.llmcache.advisor.prefix;

import dev.llmcache.prefix.Provider;

import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * Providers that nothing is known to tell.
 */
enum NoHints implements ProviderHints {

	/** The only one. */
	INSTANCE;

	@Override
	public Provider provider() {
		return Provider.OTHER;
	}

	@Override
	public boolean areFor(ChatOptions options) {
		return true;
	}

	@Override
	public HintedPrompt hint(Prompt prompt, HintContext context) {
		return HintedPrompt.of(prompt);
	}

}
