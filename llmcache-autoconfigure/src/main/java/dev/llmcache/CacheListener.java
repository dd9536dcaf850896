package dev.llmcache;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import dev.llmcache.Decision.Plan;

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
	 * A call has come to its end.
	 * @param call the call
	 */
	default void ended(FinishedCall call) {
	}

	/**
	 * A layer was asked for an answer.
	 * @param plan what the policy decided about the call
	 * @param layer the layer
	 * @param found what it found
	 * @param took how long that took
	 */
	default void lookedUp(Plan plan, Layer layer, Lookup found, Duration took) {
	}

	/**
	 * An answer of the model is given to the layers to be stored.
	 * @param plan what the policy decided about the call
	 * @param answer the answer
	 */
	default void stored(Plan plan, CachedAnswer answer) {
	}

	/**
	 * An answer of the model is not stored.
	 * @param plan what the policy decided about the call
	 * @param reason why
	 */
	default void notStored(Plan plan, StoreRejection reason) {
	}

	/**
	 * A call for which nothing is stored joins those that ask for the same.
	 * @param plan what the policy decided about the call
	 * @param role what it does
	 */
	default void joined(Plan plan, FlightRole role) {
	}

	/**
	 * An answer was to be refreshed.
	 * @param plan what the policy decided about the call that it was served to
	 * @param outcome what became of it
	 */
	default void refreshed(Plan plan, RefreshOutcome outcome) {
	}

	/**
	 * The model was asked again in the background for an answer that had grown old,
	 * whether or not what it said was stored.
	 * @param plan what the policy decided about the call that the old one was served to
	 * @param layer the layer that served it
	 * @param answer what the model answered
	 */
	default void askedAgain(Plan plan, Layer layer, CachedAnswer answer) {
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
	 * Answers are invalidated or erased here.
	 * @param invalidation which
	 */
	default void invalidated(Invalidation invalidation) {
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
