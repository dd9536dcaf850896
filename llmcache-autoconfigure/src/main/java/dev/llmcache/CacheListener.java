package dev.llmcache;

import java.util.List;
import java.util.Set;

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

	/**
	 * Answers were invalidated here: what bears one of these marks is outdated from now
	 * on.
	 * @param marks the marks
	 */
	default void invalidated(Set<Mark> marks) {
	}

	/**
	 * An answer was reported as wrong here, and is not served any more.
	 * @param source where it came from
	 */
	default void rejected(HitSource source) {
	}

	/**
	 * Tells several what the cache does.
	 * @param listeners those to tell, in this order
	 * @return one in front of them
	 */
	static CacheListener all(List<? extends CacheListener> listeners) {
		return new CacheListeners(List.copyOf(listeners));
	}

}
