package dev.llmcache;

import java.time.Duration;

import dev.llmcache.Decision.Plan;
import org.jspecify.annotations.Nullable;

/**
 * A call that has come to its end, however it was answered.
 * <p>
 * Its text form says nothing of prompt and answer.
 *
 * @param policy name of its policy, or {@value #UNKNOWN}
 * @param plan what the policy decided, or null when the cache stayed out of it
 * @param model the model that answered, now or before, as far as it named itself; else
 * the one asked for; or {@value #UNKNOWN}
 * @param outcome what the cache did
 * @param spared what the model was spared, or null when it was asked
 * @param took from when the cache was asked until the answer was complete
 * @param failed whether there was none but an exception
 */
public record FinishedCall(String policy, @Nullable Plan plan, String model, CacheOutcome outcome,
		@Nullable Spared spared, Duration took, boolean failed) {

	/** What has no name. */
	public static final String UNKNOWN = "unknown";

	@Override
	public String toString() {
		return "FinishedCall[policy=%s, status=%s]".formatted(this.policy, this.outcome.status());
	}

	/**
	 * A call of the model that did not have to be made.
	 *
	 * @param usage tokens that the model counted for its answer before
	 * @param modelTime how long it took for it, or zero when nobody knows
	 */
	public record Spared(TokenUsage usage, Duration modelTime) {

		public static Spared of(CachedAnswer answer) {
			return new Spared(answer.usage(), answer.modelTime());
		}

	}

}
