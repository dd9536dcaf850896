package dev.llmcache;

import java.util.function.BinaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * Tokens that a model counted for one call, the same for all providers; null is unknown,
 * never zero.
 *
 * @param prompt all tokens of the prompt, those that the provider read from its own cache
 * and wrote to it included
 * @param completion tokens of the answer, thoughts included
 * @param total tokens of both
 * @param cacheRead prompt tokens that the provider read from its own cache
 * @param cacheWrite prompt tokens that the provider wrote to its own cache
 */
public record TokenUsage(@Nullable Integer prompt, @Nullable Integer completion, @Nullable Integer total,
		@Nullable Long cacheRead, @Nullable Long cacheWrite) {

	/** Usage of a call about which nothing is known. */
	public static final TokenUsage UNKNOWN = new TokenUsage(null, null, null, null, null);

	/**
	 * Sums two usages; what one of them does not know, the other's count is the sum.
	 * @param other usage of another call
	 * @return usage of both calls
	 */
	public TokenUsage plus(TokenUsage other) {
		return combine(other, Integer::sum, Long::sum);
	}

	/**
	 * Fills what this usage does not know from another of the same call.
	 * @param other where to take it from
	 * @return the more complete usage
	 */
	public TokenUsage or(TokenUsage other) {
		return combine(other, (own, theirs) -> own, (own, theirs) -> own);
	}

	private TokenUsage combine(TokenUsage other, BinaryOperator<Integer> integers, BinaryOperator<Long> longs) {
		return new TokenUsage(merge(this.prompt, other.prompt, integers),
				merge(this.completion, other.completion, integers), merge(this.total, other.total, integers),
				merge(this.cacheRead, other.cacheRead, longs), merge(this.cacheWrite, other.cacheWrite, longs));
	}

	private static <T> @Nullable T merge(@Nullable T one, @Nullable T other, BinaryOperator<T> both) {
		if (one == null || other == null) {
			return (one != null) ? one : other;
		}
		return both.apply(one, other);
	}

}
