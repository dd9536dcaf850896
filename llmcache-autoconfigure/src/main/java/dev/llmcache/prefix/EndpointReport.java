package dev.llmcache.prefix;

import java.util.Map;

import dev.llmcache.prefix.lint.VolatileKind;
import org.jspecify.annotations.Nullable;

/**
 * How an endpoint's prompts were reused, since the start of this instance.
 *
 * @param endpoint the endpoint
 * @param calls prompts that were sent
 * @param promptTokens their tokens, as far as the provider told
 * @param cachedTokens tokens that the provider says it read from its cache
 * @param writtenTokens tokens that the provider says it wrote to its cache
 * @param unknownCalls prompts about which the provider told nothing of its cache
 * @param reusableTokens tokens that could have been read: an estimate
 * @param heads different heads within the window
 * @param differences how often the head differed from the one before, by kind
 * @param lastDifference where it did so last, or null
 * @param suspects kinds of text in heads that look as if they changed from call to call,
 * by the number of heads
 */
public record EndpointReport(Endpoint endpoint, long calls, long promptTokens, long cachedTokens, long writtenTokens,
		long unknownCalls, long reusableTokens, int heads, Map<VolatileKind, Long> differences,
		@Nullable PrefixDifference lastDifference, Map<VolatileKind, Long> suspects) {

	public EndpointReport {
		differences = Map.copyOf(differences);
		suspects = Map.copyOf(suspects);
	}

}
