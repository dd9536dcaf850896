package dev.llmcache.advisor.prefix;

import dev.llmcache.Fingerprint;
import dev.llmcache.prefix.Endpoint;
import dev.llmcache.prefix.ProviderTerms;

/**
 * What a provider's hints are made from.
 *
 * @param endpoint where the prompt goes
 * @param head digest of what prompts of the endpoint begin with
 * @param salt digest that calls have in common whose prompts may share a beginning
 * @param headTokens estimate of the head's length
 * @param systemTail whether a message of the system says what changes
 * @param terms what the provider's cache costs and needs
 * @param affinity the same for calls that are best kept together
 * @param now the time in milliseconds
 */
public record HintContext(Endpoint endpoint, Fingerprint head, Fingerprint salt, int headTokens, boolean systemTail,
		ProviderTerms terms, int affinity, long now) {

}
