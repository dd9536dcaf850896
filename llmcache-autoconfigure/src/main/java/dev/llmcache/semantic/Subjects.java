package dev.llmcache.semantic;

import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.llmcache.Acceptance;
import dev.llmcache.Acceptance.Adaptive;
import dev.llmcache.Decision.Plan;
import dev.llmcache.Fingerprint;
import dev.llmcache.Invalidation;
import dev.llmcache.Mark;
import dev.llmcache.Marks;
import dev.llmcache.Owner;

/**
 * What verdicts are kept under: digests that tell nothing of policies and owners.
 *
 * @param marks make the digests
 */
record Subjects(Marks marks) {

	private static final Fingerprint ROOT = Fingerprint.of(new byte[Fingerprint.LENGTH]);

	private static final byte[] PRECISION = "precision".getBytes(StandardCharsets.US_ASCII);

	/** What is learned about a policy's questions of one owner, within some bounds. */
	Fingerprint calibration(Plan plan, Adaptive bounds) {
		return owner(plan.owner(), policy(plan.policy())).derive(bounds.toString().getBytes(StandardCharsets.US_ASCII));
	}

	/** How many of a policy's answers are right with one dial. */
	Fingerprint precision(String policy, Acceptance acceptance) {
		return policy(policy).derive(PRECISION).derive(acceptance.toString().getBytes(StandardCharsets.US_ASCII));
	}

	private Fingerprint policy(String name) {
		return derive(ROOT, Invalidation.byPolicy(name));
	}

	private Fingerprint owner(Owner owner, Fingerprint policy) {
		return switch (owner) {
			case Owner.Everyone everyone -> policy;
			case Owner.Application application -> policy;
			case Owner.Tenant(String id) -> derive(policy, Invalidation.byTenant(id));
			case Owner.User(String tenant, String id) ->
				derive(policy, (tenant != null) ? Invalidation.byUser(tenant, id) : Invalidation.byUser(id));
		};
	}

	private Fingerprint derive(Fingerprint from, Invalidation invalidation) {
		List<Mark> digests = this.marks.of(invalidation);
		return from.derive(digests.getFirst().bytes());
	}

}
