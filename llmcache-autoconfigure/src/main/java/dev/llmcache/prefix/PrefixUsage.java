package dev.llmcache.prefix;

import dev.llmcache.TokenUsage;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of a prompt as the provider counted them, the same for all providers; null is
 * unknown, never zero.
 *
 * @param prompt all tokens of the prompt, those of its cache included
 * @param cached tokens that the provider read from its cache
 * @param written tokens that the provider wrote to its cache
 */
public record PrefixUsage(@Nullable Long prompt, @Nullable Long cached, @Nullable Long written) {

	/** Usage about which nothing is known. */
	public static final PrefixUsage UNKNOWN = new PrefixUsage(null, null, null);

	/**
	 * What a call's usage says of its prompt.
	 * @param usage the usage
	 * @return the part of it
	 */
	public static PrefixUsage of(TokenUsage usage) {
		return new PrefixUsage((usage.prompt() != null) ? usage.prompt().longValue() : null, usage.cacheRead(),
				usage.cacheWrite());
	}

	/**
	 * Usage of a stream, whose chunks tell what is known so far.
	 * @param other usage that another chunk told
	 * @return the greater of each count
	 */
	public PrefixUsage max(PrefixUsage other) {
		return new PrefixUsage(max(this.prompt, other.prompt), max(this.cached, other.cached),
				max(this.written, other.written));
	}

	private static @Nullable Long max(@Nullable Long one, @Nullable Long other) {
		if (one == null || other == null) {
			return (one != null) ? one : other;
		}
		return Math.max(one, other);
	}

}
