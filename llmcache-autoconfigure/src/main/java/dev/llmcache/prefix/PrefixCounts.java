package dev.llmcache.prefix;

/**
 * What a provider told of prompts, since the start of this instance.
 *
 * @param calls prompts that were answered
 * @param readCalls those of which the provider read a part from its cache
 * @param promptTokens tokens of all prompts
 * @param readTokens those that the provider read from its cache
 * @param writeCalls prompts of which it wrote a part to its cache
 * @param writtenTokens tokens that it wrote
 * @param unknownCalls prompts about which it told nothing of its cache
 * @param unknownTokens tokens of these
 * @param reusableTokens tokens that could have been read: an estimate
 */
public record PrefixCounts(long calls, long readCalls, long promptTokens, long readTokens, long writeCalls,
		long writtenTokens, long unknownCalls, long unknownTokens, long reusableTokens) {

	/** Nothing. */
	public static final PrefixCounts NONE = new PrefixCounts(0, 0, 0, 0, 0, 0, 0, 0, 0);

	/**
	 * Tokens that the cache had no part in, of prompts about which the provider told.
	 * @return the rest
	 */
	public long uncachedTokens() {
		return Math.max(0, this.promptTokens - this.unknownTokens - this.readTokens - this.writtenTokens);
	}

}
