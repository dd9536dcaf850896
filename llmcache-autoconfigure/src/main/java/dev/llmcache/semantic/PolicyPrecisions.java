package dev.llmcache.semantic;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import dev.llmcache.Acceptance;
import dev.llmcache.Decision.Plan;
import dev.llmcache.Fingerprint;
import dev.llmcache.Marks;
import dev.llmcache.Precision;
import dev.llmcache.store.Observation;
import dev.llmcache.store.ObservationStore;
import org.jspecify.annotations.Nullable;

/**
 * How many of each policy's answers to other questions are right, and whether they are
 * served.
 * <p>
 * Thread-safe.
 */
public final class PolicyPrecisions {

	private final Subjects subjects;

	private final ObservationStore store;

	private final InstantSource clock;

	private final Map<String, PolicyPrecision> policies = new ConcurrentHashMap<>();

	private final LongAdder failures = new LongAdder();

	/**
	 * Knows nothing at first.
	 * @param marks digests of policies
	 * @param store where verdicts are
	 * @param clock tells when to learn what others have observed
	 */
	public PolicyPrecisions(Marks marks, ObservationStore store, InstantSource clock) {
		this.subjects = new Subjects(marks);
		this.store = store;
		this.clock = clock;
	}

	/** The precision of a plan's policy, with what other instances have learned of it. */
	PolicyPrecision upToDate(Plan plan) {
		PolicyPrecision precision = of(plan);
		try {
			precision.catchUp();
		}
		catch (RuntimeException ex) {
			failed();
		}
		return precision;
	}

	PolicyPrecision of(Plan plan) {
		PolicyPrecision present = this.policies.get(plan.policy());
		return (present != null && present.isOf(plan.acceptance())) ? present
				: this.policies.compute(plan.policy(), (name, other) -> of(plan, other));
	}

	// Verdicts on what another dial served say little of this one
	private PolicyPrecision of(Plan plan, @Nullable PolicyPrecision present) {
		return (present != null && present.isOf(plan.acceptance())) ? present
				: new PolicyPrecision(plan, subject(plan.policy(), plan.acceptance()), this.store, this.clock);
	}

	/**
	 * What verdicts on a policy's answers are kept under.
	 * @param policy its name
	 * @param acceptance when it serves the answer to another question
	 * @return a digest
	 */
	public Fingerprint subject(String policy, Acceptance acceptance) {
		return this.subjects.precision(policy, acceptance);
	}

	Fingerprint subject(Plan plan) {
		return of(plan).subject();
	}

	/**
	 * Learns from a verdict of a user.
	 * @param subject what verdicts on a policy's answers are kept under
	 * @param verdict the verdict
	 */
	void observe(Fingerprint subject, Observation verdict) {
		for (PolicyPrecision policy : this.policies.values()) {
			if (policy.subject().equals(subject)) {
				policy.observe(verdict);
				return;
			}
		}
		this.store.add(subject, verdict);
	}

	void failed() {
		this.failures.increment();
	}

	/**
	 * How often nothing could be learned from an answer since the start.
	 * @return the count
	 */
	public long failures() {
		return this.failures.sum();
	}

	/**
	 * What is known of a policy.
	 * @param policy its name
	 * @return it, or null if the policy has not answered yet
	 */
	public @Nullable Status status(String policy) {
		PolicyPrecision known = this.policies.get(policy);
		return (known != null) ? new Status(known.isReliable(), known.latest()) : null;
	}

	/**
	 * What is known of a policy.
	 *
	 * @param serves whether its answers to other questions are served; false once too
	 * many were wrong
	 * @param precision how many of the latest that were judged are right
	 */
	public record Status(boolean serves, Precision precision) {

	}

}
