package dev.llmcache;

import dev.llmcache.Decision.Plan;
import dev.llmcache.Lookup.Hit;

/**
 * Learns what the cache does, or would have done, for the calls of each policy.
 * <p>
 * Thread-safe; returns at once and throws nothing.
 */
public interface CacheListener {

	/** Wants to know nothing. */
	CacheListener NONE = new CacheListener() {
	};

	/**
	 * A call comes that may be answered from the cache, or might be but for shadow mode.
	 * @param plan what the policy decided about it
	 */
	default void asked(Plan plan) {
	}

	/**
	 * A stored answer is served.
	 * @param plan what the policy decided about the call
	 * @param hit the answer
	 */
	default void served(Plan plan, Hit hit) {
	}

	/**
	 * A layer was tried out on a call that the model has answered.
	 * @param plan what the policy decided about the call
	 * @param trial what the layer would have done
	 * @param answer what the model answered
	 */
	default void tried(Plan plan, Trial trial, CachedAnswer answer) {
	}

	/**
	 * The model was asked only to learn whether an answer was right.
	 * @param plan what the policy decided about the call
	 * @param answer what the model answered
	 */
	default void audited(Plan plan, CachedAnswer answer) {
	}

}
