package dev.llmcache;

import java.time.Duration;
import java.util.Set;

/**
 * What a policy decided about a call.
 */
public sealed interface Decision {

	/**
	 * The cache takes part in the call.
	 *
	 * @param policy name of the policy
	 * @param layers the layers that may answer and store
	 * @param ttl how long the answer may be served once it is stored
	 * @param threshold cosine similarity from which on another question may mean the same
	 */
	record Plan(String policy, Set<Layer> layers, Duration ttl, double threshold) implements Decision {

		public Plan {
			layers = Set.copyOf(layers);
		}

	}

	/**
	 * The cache stays out of the call.
	 *
	 * @param reason why
	 */
	record Bypass(BypassReason reason) implements Decision {

	}

}
