package dev.llmcache.pricing;

import dev.llmcache.TokenUsage;
import org.jspecify.annotations.Nullable;

/**
 * Tokens as a provider charges for them. Differences of such counts may be negative.
 *
 * @param input all tokens of prompts, those that the provider's cache had a part in
 * included
 * @param output tokens of answers
 * @param cachedInput those of the input that the provider read from its cache
 * @param cacheWrite those of the input that the provider wrote to its cache
 */
public record ModelTokens(long input, long output, long cachedInput, long cacheWrite) {

	/** No tokens. */
	public static final ModelTokens NONE = new ModelTokens(0, 0, 0, 0);

	/**
	 * Tokens of a call; what the model did not tell counts as none.
	 * @param usage what the model told
	 * @return the tokens
	 */
	public static ModelTokens of(TokenUsage usage) {
		return new ModelTokens(orZero(usage.prompt()), orZero(usage.completion()), orZero(usage.cacheRead()),
				orZero(usage.cacheWrite()));
	}

	/**
	 * Tokens of a prompt alone, such as those of a text that is embedded.
	 * @param input the tokens
	 * @return them as input
	 */
	public static ModelTokens ofInput(long input) {
		return new ModelTokens(input, 0, 0, 0);
	}

	public ModelTokens plus(ModelTokens other) {
		return new ModelTokens(this.input + other.input, this.output + other.output,
				this.cachedInput + other.cachedInput, this.cacheWrite + other.cacheWrite);
	}

	public ModelTokens minus(ModelTokens other) {
		return new ModelTokens(this.input - other.input, this.output - other.output,
				this.cachedInput - other.cachedInput, this.cacheWrite - other.cacheWrite);
	}

	/**
	 * Those of the input that the provider's cache had no part in.
	 * @return the rest
	 */
	public long plainInput() {
		return this.input - this.cachedInput - this.cacheWrite;
	}

	private static long orZero(@Nullable Number tokens) {
		return (tokens != null) ? tokens.longValue() : 0;
	}

}
