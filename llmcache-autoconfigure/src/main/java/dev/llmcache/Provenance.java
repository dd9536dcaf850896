package dev.llmcache;

import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Where an answer comes from: its scope in words, as far as these are no text of a
 * prompt, and as digests otherwise.
 * <p>
 * The text form names the policy only.
 *
 * @param namespace keeps applications apart
 * @param version of the application's cache
 * @param policy name of the policy
 * @param policyVersion the policy's own version
 * @param client name of the chat client, or null when it has none
 * @param model the model that the call asked for, or null when it named none
 * @param owner whose answer it is
 * @param parts first digits of the digests of all other parts of the scope, by name
 */
public record Provenance(String namespace, String version, String policy, String policyVersion, @Nullable String client,
		@Nullable String model, Owner owner, Map<String, String> parts) {

	/** Nothing is known. */
	public static final Provenance UNKNOWN = new Provenance("", "", "", "", null, null, new Owner.Application(),
			Map.of());

	public Provenance {
		parts = Map.copyOf(parts);
	}

	/**
	 * Whether both are of the same scope but for the versions.
	 * @param other the other
	 * @return false if an answer of one could be wrong for the other
	 */
	public boolean isLike(Provenance other) {
		return this.namespace.equals(other.namespace) && this.policy.equals(other.policy)
				&& Objects.equals(this.client, other.client) && Objects.equals(this.model, other.model)
				&& this.owner.equals(other.owner) && this.parts.equals(other.parts);
	}

	@Override
	public String toString() {
		return "Provenance[%s]".formatted(this.policy);
	}

}
