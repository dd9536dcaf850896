package dev.llmcache.advisor;

import dev.llmcache.CacheQuery;
import dev.llmcache.Decision.Plan;
import dev.llmcache.Provenance;

/**
 * Where the answer to a question would be.
 */
public sealed interface PlannedQuestion {

	/**
	 * It has a place.
	 */
	non-sealed interface Planned extends PlannedQuestion {

		/**
		 * Where it is.
		 * @return keys and marks
		 */
		CacheQuery query();

		/**
		 * What the policy decided.
		 * @return the plan
		 */
		Plan plan();

		/**
		 * Where it would come from.
		 * @return the provenance, with digests of the current secret
		 */
		Provenance provenance();

		/**
		 * Where it would come from, with the digests of a secret.
		 * @param secretId id of the secret
		 * @return the provenance, without digests when there is no such secret
		 */
		Provenance provenance(int secretId);

	}

	/**
	 * There is no place for it.
	 *
	 * @param reason why
	 */
	record Refused(String reason) implements PlannedQuestion {

	}

}
