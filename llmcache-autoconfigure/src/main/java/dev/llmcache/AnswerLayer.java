package dev.llmcache;

import java.util.Set;
import java.util.concurrent.CompletionStage;

import dev.llmcache.Decision.Plan;
import org.jspecify.annotations.Nullable;

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
	 * Looks for an answer that is in this process, in next to no time.
	 * @param query the call
	 * @param plan what the policy decided about it
	 * @return a hit that {@link #lookup} would find too, or a miss of whatever reason
	 */
	default Lookup lookupNear(CacheQuery query, Plan plan) {
		return Lookup.Miss.NOT_FOUND;
	}

	/**
	 * Looks for an answer where all instances look, past what this one has near.
	 * @param query the call
	 * @param plan what the policy decided about it
	 * @return a hit or a miss
	 */
	default Lookup lookupShared(CacheQuery query, Plan plan) {
		return lookup(query, plan);
	}

	/**
	 * Stores an answer. Returns at once; what takes time happens later.
	 * @param query the call
	 * @param plan what the policy decided about it
	 * @param entry the answer
	 * @return completed when every instance can find the answer; exceptionally if that
	 * failed
	 */
	CompletionStage<@Nullable Void> store(CacheQuery query, Plan plan, Entry entry);

	/**
	 * Finds out what the layer would have done for a call that the model has answered,
	 * and learns from it. Takes its time.
	 * @param query the call
	 * @param plan what the policy decided about it
	 * @param entry what the model answered
	 * @return what the layer would have served of what it had before the model was asked
	 */
	Trial trial(CacheQuery query, Plan plan, Entry entry);

	/**
	 * Takes a verdict on an answer that a layer has served: a wrong one is deleted.
	 * @param source where the answer comes from
	 * @param right whether it was right
	 */
	void learn(HitSource source, boolean right);

	/**
	 * Deletes all answers that bear one of some marks.
	 * @param marks the marks
	 * @return how many were deleted
	 */
	long erase(Set<Mark> marks);

	/**
	 * Deletes what has expired or been invalidated, where that does not go by itself.
	 * @return how many answers were deleted
	 */
	long sweep();

}
