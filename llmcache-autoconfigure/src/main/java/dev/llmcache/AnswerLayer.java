package dev.llmcache;

import dev.llmcache.Decision.Plan;

/**
 * Layer that answers chat calls.
 * <p>
 * Thread-safe. May throw any unchecked exception when it fails, or a {@link LinkageError}
 * where a library is missing: {@link LlmCache} takes that for a miss.
 */
public interface AnswerLayer {

	/**
	 * Which layer this is.
	 * @return always the same
	 */
	Layer layer();

	/**
	 * Looks for an answer.
	 * @param query the call
	 * @param plan what the policy decided about it
	 * @return a hit or a miss
	 */
	Lookup lookup(CacheQuery query, Plan plan);

	/**
	 * Stores an answer. Returns at once; what takes time happens later.
	 * @param query the call
	 * @param plan what the policy decided about it
	 * @param answer what the model answered
	 */
	void store(CacheQuery query, Plan plan, CachedAnswer answer);

}
