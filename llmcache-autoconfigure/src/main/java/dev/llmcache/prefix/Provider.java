package dev.llmcache.prefix;

/**
 * Providers whose prompt cache is known.
 */
public enum Provider {

	/** OpenAI, and servers that speak like it. */
	OPENAI,

	/** Anthropic. */
	ANTHROPIC,

	/** Google's Gemini. */
	GOOGLE,

	/** Any other. */
	OTHER

}
