package dev.llmcache.prefix;

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
	 * Usage of a provider whose count of the prompt has those in it that were cached.
	 * @param prompt tokens of the prompt, or null
	 * @param cached tokens that were read, or null
	 * @param written tokens that were written, or null
	 * @return the usage
	 */
	public static PrefixUsage including(@Nullable Long prompt, @Nullable Long cached, @Nullable Long written) {
		return new PrefixUsage(prompt, cached, written);
	}

	/**
	 * Usage of a provider that counts as the prompt only what it neither read nor wrote.
	 * @param rest tokens that the cache had no part in, or null
	 * @param cached tokens that were read, or null
	 * @param written tokens that were written, or null
	 * @return the usage
	 */
	public static PrefixUsage excluding(@Nullable Long rest, @Nullable Long cached, @Nullable Long written) {
		return new PrefixUsage((rest != null) ? rest + orZero(cached) + orZero(written) : null, cached, written);
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

	private static long orZero(@Nullable Long tokens) {
		return (tokens != null) ? tokens : 0;
	}

	private static @Nullable Long max(@Nullable Long one, @Nullable Long other) {
		if (one == null || other == null) {
			return (one != null) ? one : other;
		}
		return Math.max(one, other);
	}

}
