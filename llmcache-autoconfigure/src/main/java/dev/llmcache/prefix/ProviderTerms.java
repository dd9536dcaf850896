package dev.llmcache.prefix;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * What a provider's prompt cache costs and needs for some of its models. Prices are
 * multiples of that of a token which the cache has no part in.
 *
 * @param provider the provider
 * @param models names of the models; {@code *} stands for any characters
 * @param minimumTokens shortest beginning that is cached
 * @param write price of a token that is written, to be kept for a short time
 * @param writeLong price of a token that is written to be kept for an hour; 0 where that
 * cannot be had
 * @param read price of a token that is read
 * @param retention how long what is not used stays
 */
public record ProviderTerms(Provider provider, String models, int minimumTokens, double write, double writeLong,
		double read, Duration retention) {

	/** Terms of a provider about which nothing is known. */
	public static final ProviderTerms UNKNOWN = new ProviderTerms(Provider.OTHER, "*", 0, 1, 0, 1,
			Duration.ofMinutes(10));

	boolean isOf(Provider other, String model) {
		return this.provider == other && Pattern.matches(Pattern.quote(this.models).replace("*", "\\E.*\\Q"), model);
	}

}
