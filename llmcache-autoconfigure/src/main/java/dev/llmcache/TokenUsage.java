package dev.llmcache;

import org.jspecify.annotations.Nullable;

/**
 * Tokens that a model counted for one call; null is unknown, never zero.
 *
 * @param prompt tokens of the prompt
 * @param completion tokens of the answer
 * @param total tokens of both
 * @param cacheRead prompt tokens that the provider read from its own cache
 * @param cacheWrite prompt tokens that the provider wrote to its own cache
 */
public record TokenUsage(@Nullable Integer prompt, @Nullable Integer completion, @Nullable Integer total,
		@Nullable Long cacheRead, @Nullable Long cacheWrite) {

	/** Usage of a call about which nothing is known. */
	public static final TokenUsage UNKNOWN = new TokenUsage(null, null, null, null, null);

}
