package dev.llmcache;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What a policy decided about a call.
 */
public sealed interface Decision {

	/**
	 * The cache takes part in the call.
	 * <p>
	 * Its text form says nothing of owner and tags.
	 *
	 * @param policy name of the policy
	 * @param owner whose answers the call may see and leave behind
	 * @param layers the layers that may answer and store
	 * @param reads whether a stored answer may be served
	 * @param writes whether the model's answer may be stored
	 * @param shadow whether no stored answer is served, but what would have been is
	 * compared with the model's answer
	 * @param lifetimes how long the answer may be served once it is stored
	 * @param maxAge how old a stored answer may be, or null for any age
	 * @param acceptance when the answer to another question may be served
	 * @param auditing which of these are compared with the model's answer
	 * @param variants how many different answers are kept and served in turn
	 * @param temperature what the model is to be asked with instead of the call's own
	 * temperature, or null to leave it
	 * @param tags what the answer can be invalidated by, as far as it is known before the
	 * model is asked
	 */
	record Plan(String policy, Owner owner, Set<Layer> layers, boolean reads, boolean writes, boolean shadow,
			Lifetimes lifetimes, @Nullable Duration maxAge, Acceptance acceptance, Auditing auditing, int variants,
			@Nullable Double temperature, Set<String> tags) implements Decision {

		public Plan {
			layers = Set.copyOf(layers);
			tags = Set.copyOf(tags);
		}

		/**
		 * The same plan for an answer that can be invalidated by more tags.
		 * @param more the tags
		 * @return the plan
		 */
		public Plan withTags(Set<String> more) {
			if (more.isEmpty()) {
				return this;
			}
			Set<String> all = new HashSet<>(this.tags);
			all.addAll(more);
			return new Plan(this.policy, this.owner, this.layers, this.reads, this.writes, this.shadow, this.lifetimes,
					this.maxAge, this.acceptance, this.auditing, this.variants, this.temperature, all);
		}

		/**
		 * Whether a stored answer is as fresh and as young as the plan wants it.
		 * @param hit the answer
		 * @return whether it may be served now
		 */
		public boolean allows(Lookup.Hit hit) {
			return (this.maxAge == null || hit.age().compareTo(this.maxAge) <= 0)
					&& hit.isUsable(this.lifetimes.staleFor());
		}

		@Override
		public String toString() {
			return "Plan[policy=%s, layers=%s, reads=%s, writes=%s, shadow=%s, lifetimes=%s]".formatted(this.policy,
					this.layers, this.reads, this.writes, this.shadow, this.lifetimes);
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
