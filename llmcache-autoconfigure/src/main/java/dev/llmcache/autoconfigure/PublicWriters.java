package dev.llmcache.autoconfigure;

import java.util.List;

import dev.llmcache.Candidates;
import dev.llmcache.advisor.StoreControls;
import dev.llmcache.identity.TrustedWriter;
import dev.llmcache.policy.CachePolicy;
import dev.llmcache.policy.PolicySettings;
import dev.llmcache.policy.PublicWrites;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;

/**
 * Who may leave answers behind that everyone is served: checked against what the policies
 * ask for.
 *
 * @param writers tell whom the application trusts
 * @param candidates where answers wait until they are confirmed
 */
record PublicWriters(ObjectProvider<TrustedWriter> writers, ObjectProvider<Candidates> candidates) {

	private static final String PROPERTY = "public-writes";

	/**
	 * Makes the controls.
	 * @param policies the policies
	 * @param limits what one tenant or user may take
	 * @return the controls
	 * @throws LlmCacheConfigurationException if a policy needs what is not there
	 */
	StoreControls controls(Iterable<CachePolicy> policies, LimitsProperties limits) {
		List<TrustedWriter> trusted = this.writers.orderedStream().toList();
		Candidates places = this.candidates.getIfAvailable();
		policies.forEach((policy) -> check(policy.settings(), trusted, places));
		return new StoreControls(trusted, places, limits.answersPerMinute());
	}

	private static void check(PolicySettings policy, List<TrustedWriter> trusted, @Nullable Candidates candidates) {
		if (!policy.guardsWrites()) {
			return;
		}
		boolean confirms = policy.writes().publicWrites() == PublicWrites.CONFIRMED;
		if (confirms && candidates == null) {
			throw new LlmCacheConfigurationException(
					"'%s=confirmed' needs the exact layer, where answers wait, and it is off."
						.formatted(Policies.prefix(policy.name()) + PROPERTY),
					"Set 'llmcache.exact.enabled' to 'true', or '%s' to 'trusted'."
						.formatted(Policies.prefix(policy.name()) + PROPERTY));
		}
		if (!confirms && trusted.isEmpty()) {
			throw new LlmCacheConfigurationException(
					"'%s=trusted' needs a TrustedWriter bean, and there is none."
						.formatted(Policies.prefix(policy.name()) + PROPERTY),
					"Declare a TrustedWriter bean that tells whose answers everyone may be served, or set '%s' to 'confirmed'."
						.formatted(Policies.prefix(policy.name()) + PROPERTY));
		}
	}

}
