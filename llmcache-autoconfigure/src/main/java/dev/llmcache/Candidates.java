package dev.llmcache;

import java.util.List;
import java.util.concurrent.CompletionStage;

import dev.llmcache.Decision.Plan;
import org.jspecify.annotations.Nullable;

/**
 * Answers that are served to nobody until several users were given the same.
 * <p>
 * Thread-safe. Instances that share a store share them.
 */
public interface Candidates {

	/**
	 * Whether what is served for a question says the same as an answer. Takes its time.
	 * @param query the question
	 * @param answer the answer
	 * @return false also when it cannot be told
	 */
	boolean isServed(CacheQuery query, CachedAnswer answer);

	/**
	 * Counts an answer, off the caller's path.
	 * @param query the question
	 * @param plan what the policy decided about the call
	 * @param entry the answer
	 * @param voter who was given it, or null when that does not count
	 * @param confirmations how many users must have been given it
	 * @return whether it may be served from now on, since as many were, or since it says
	 * the same as what is served; exceptionally when that could not be found out
	 */
	CompletionStage<Boolean> propose(CacheQuery query, Plan plan, Entry entry, @Nullable Voter voter,
			int confirmations);

	/**
	 * User whose answers count.
	 *
	 * @param mark tells one user from another
	 * @param marks what the user's own answers can be invalidated by
	 * @param tenant mark of the user's tenant
	 */
	record Voter(Mark mark, List<Mark> marks, Mark tenant) {

		public Voter {
			marks = List.copyOf(marks);
		}

		@Override
		public String toString() {
			return "Voter[]";
		}

	}

}
