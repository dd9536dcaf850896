package dev.llmcache.prefix;

import java.util.Set;

import dev.llmcache.prefix.lint.VolatileKind;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a prompt before the provider has answered.
 *
 * @param endpoint where it goes
 * @param bytes its length
 * @param sharedBytes length of its longest beginning that was sent lately
 * @param heads how many different heads the endpoint had within the window
 * @param difference where its head differs from the one before, or null if it does not
 * @param suspects kinds of text in a new head that look as if they changed from call to
 * call
 * @param alarm whether a warning is due
 */
public record PrefixObservation(Endpoint endpoint, int bytes, int sharedBytes, int heads,
		@Nullable PrefixDifference difference, Set<VolatileKind> suspects, boolean alarm) {

	private static final int BYTES_PER_TOKEN = 4;

	/**
	 * Tokens that the provider could read from a cache: an estimate, from the beginnings
	 * that this instance sent lately.
	 * @param prompt tokens of the prompt as the provider counted them, or null
	 * @return the estimate
	 */
	public long reusableTokens(@Nullable Long prompt) {
		if (this.bytes == 0) {
			return 0;
		}
		return (prompt != null) ? prompt * this.sharedBytes / this.bytes : this.sharedBytes / BYTES_PER_TOKEN;
	}

}
