package dev.llmcache.policy;

import java.time.Duration;
import java.util.Set;

import dev.llmcache.Acceptance;
import dev.llmcache.Auditing;

/**
 * Settings of one policy.
 *
 * @param name its name
 * @param mode how far the cache takes part
 * @param owner who shares the answers
 * @param sensitive whether answers are kept by user, for a short time, and found by the
 * same question only
 * @param placement where in the chain of advisors the cache acts
 * @param ttl how long an answer may be served
 * @param exact whether the same question may be answered
 * @param semantic whether a question of the same meaning may be answered
 * @param acceptance when the answer to another question may be served
 * @param auditing which of these answers are compared with the model's
 * @param maxQuestionLength characters that a question may have
 * @param maxAnswerLength characters that an answer may have to be stored
 * @param temperature what becomes of the temperature
 * @param tools which calls that offer tools are cached
 * @param idempotentTools names of tools that are declared idempotent
 * @param trustedAdvisors names of advisors further in that may change the prompt
 * @param advisorsOnHit names of advisors further in that run on hits too
 * @param scope what of a call is left out of its scope
 * @param freshness until when answers are right
 * @param flight what becomes of calls that ask for the same at the same time
 * @param writes who may leave answers behind that everyone is served
 */
public record PolicySettings(String name, Mode mode, OwnerKind owner, boolean sensitive, Placement placement,
		Duration ttl, boolean exact, boolean semantic, Acceptance acceptance, Auditing auditing, int maxQuestionLength,
		int maxAnswerLength, TemperatureSettings temperature, ToolUse tools, Set<String> idempotentTools,
		Set<String> trustedAdvisors, Set<String> advisorsOnHit, ScopeSettings scope, FreshnessSettings freshness,
		FlightSettings flight, WriteSettings writes) {

	/** Name of the policy of calls that choose no other. */
	public static final String DEFAULT = "default";

	/** Longest that an answer of a sensitive policy is kept. */
	public static final Duration MAX_SENSITIVE_TTL = Duration.ofMinutes(15);

	public PolicySettings {
		idempotentTools = Set.copyOf(idempotentTools);
		trustedAdvisors = Set.copyOf(trustedAdvisors);
		advisorsOnHit = Set.copyOf(advisorsOnHit);
	}

	/**
	 * The same settings but for how far the cache takes part.
	 * @param other how far
	 * @return the settings
	 */
	public PolicySettings withMode(Mode other) {
		return new PolicySettings(this.name, other, this.owner, this.sensitive, this.placement, this.ttl, this.exact,
				this.semantic, this.acceptance, this.auditing, this.maxQuestionLength, this.maxAnswerLength,
				this.temperature, this.tools, this.idempotentTools, this.trustedAdvisors, this.advisorsOnHit,
				this.scope, this.freshness, this.flight, this.writes);
	}

	/**
	 * Whether answers are everyone's, and not every call may leave some behind.
	 * @return true if it matters who calls
	 */
	public boolean guardsWrites() {
		return this.owner == OwnerKind.PUBLIC && !this.sensitive && this.writes.publicWrites() != PublicWrites.ANYONE;
	}

	/**
	 * Whether an answer may be stored for which the model used tools.
	 * @param names names of the tools
	 * @param declared names of tools that are declared idempotent
	 * @return whether there are none, or each may be left out on a hit
	 */
	public boolean allowsUseOf(Set<String> names, Set<String> declared) {
		// Next to the model the tools run on a hit as well
		return names.isEmpty() || this.placement == Placement.MODEL_CALL
				|| (this.tools == ToolUse.DECLARED && declared.containsAll(names));
	}

}
