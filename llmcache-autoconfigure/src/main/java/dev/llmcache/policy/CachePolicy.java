package dev.llmcache.policy;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

import dev.llmcache.BypassReason;
import dev.llmcache.CallTraits;
import dev.llmcache.Decision;
import dev.llmcache.Decision.Bypass;
import dev.llmcache.Decision.Plan;
import dev.llmcache.Directives;
import dev.llmcache.Identity;
import dev.llmcache.Layer;
import dev.llmcache.Lifetimes;
import dev.llmcache.Owner;
import org.jspecify.annotations.Nullable;

/**
 * Decides from the traits of a call whether and how the cache takes part in it.
 * <p>
 * Pure: the same traits and settings always lead to the same decision.
 */
public final class CachePolicy {

	private static final Set<Layer> EXACT = Set.of(Layer.EXACT);

	private static final Set<Layer> SEMANTIC = Set.of(Layer.SEMANTIC);

	private static final Set<Layer> BOTH = Set.of(Layer.EXACT, Layer.SEMANTIC);

	private final PolicySettings settings;

	private final boolean tenants;

	/**
	 * Creates a policy.
	 * @param settings its settings
	 * @param tenants whether the application has tenants, so that a call without one
	 * belongs to nobody
	 */
	public CachePolicy(PolicySettings settings, boolean tenants) {
		this.settings = settings;
		this.tenants = tenants;
	}

	public PolicySettings settings() {
		return this.settings;
	}

	CachePolicy withMode(Mode mode) {
		return new CachePolicy(this.settings.withMode(mode), this.tenants);
	}

	/**
	 * Who shares the answers, sensitive ones by user whatever the settings say.
	 * @return the kind
	 */
	public OwnerKind owner() {
		return this.settings.sensitive() ? OwnerKind.USER : this.settings.owner();
	}

	/**
	 * What has to be known of who makes a call: as much as the owner of its answer, or
	 * the user where not every call may leave one behind.
	 * @return the kind of owner that tells as much
	 */
	public OwnerKind identified() {
		return this.settings.guardsWrites() ? OwnerKind.USER : owner();
	}

	/**
	 * Whose questions the calls of somebody ask.
	 * @param identity who makes the call
	 * @return the owner, or null when the identity lacks what is needed, or when nothing
	 * of the questions is to be remembered
	 */
	public @Nullable Owner ownerOf(Identity identity) {
		return this.settings.sensitive() ? null : owner().ownerOf(identity, this.tenants);
	}

	/**
	 * Decides about a call.
	 * @param call its traits
	 * @return a plan, or the first reason against one
	 */
	public Decision decide(CallTraits call) {
		BypassReason ineligible = ineligible(call);
		if (ineligible != null) {
			return new Bypass(ineligible);
		}
		Owner owner = owner().ownerOf(call.identity(), this.tenants);
		if (owner == null) {
			return new Bypass(missing(call.identity()));
		}
		Directives directives = call.directives();
		boolean reads = this.settings.mode().reads() && !directives.noCache();
		boolean writes = this.settings.mode().writes() && !directives.noStore();
		if (!reads && !writes) {
			return new Bypass(BypassReason.DIRECTIVE);
		}
		TemperatureSettings temperature = this.settings.temperature();
		return new Plan(this.settings.name(), owner, layers(call), reads, writes, this.settings.mode() == Mode.SHADOW,
				lifetimes(directives), directives.maxAge(), this.settings.acceptance(), this.settings.auditing(),
				temperature.kept(), temperature.forced(call.model(), call.temperature()), tags(directives));
	}

	private @Nullable BypassReason ineligible(CallTraits call) {
		if (this.settings.mode() == Mode.OFF) {
			return BypassReason.POLICY_OFF;
		}
		if (call.questionLength() == 0 && !call.media()) {
			return BypassReason.NO_QUESTION;
		}
		if (call.questionLength() > this.settings.maxQuestionLength()) {
			return BypassReason.QUESTION_TOO_LONG;
		}
		// Next to the model nothing is skipped on a hit, the tools run all the same
		if (call.tools() && this.settings.tools() == ToolUse.NEVER && this.settings.placement() == Placement.ANSWER) {
			return BypassReason.TOOLS;
		}
		return this.settings.temperature().skips(call.temperature()) ? BypassReason.TEMPERATURE : null;
	}

	private BypassReason missing(Identity identity) {
		return (identity.tenant() == null && this.tenants) ? BypassReason.NO_TENANT : BypassReason.NO_USER;
	}

	private Lifetimes lifetimes(Directives directives) {
		Duration ttl = (directives.ttl() != null) ? directives.ttl() : this.settings.ttl();
		if (this.settings.sensitive()) {
			Duration longest = PolicySettings.MAX_SENSITIVE_TTL;
			return Lifetimes.of((ttl.compareTo(longest) > 0) ? longest : ttl);
		}
		FreshnessSettings freshness = this.settings.freshness();
		return new Lifetimes(ttl, freshness.jitter(), freshness.staleFor(), freshness.staleIfError(),
				freshness.earlyRefresh());
	}

	private Set<String> tags(Directives directives) {
		if (directives.tags().isEmpty()) {
			return this.settings.freshness().tags();
		}
		Set<String> tags = new HashSet<>(this.settings.freshness().tags());
		tags.addAll(directives.tags());
		return tags;
	}

	private Set<Layer> layers(CallTraits call) {
		// The vector of a question says nothing of the picture that it asks about
		boolean semantic = this.settings.semantic() && !this.settings.sensitive() && call.matchable() && !call.media();
		if (this.settings.exact()) {
			return semantic ? BOTH : EXACT;
		}
		return semantic ? SEMANTIC : Set.of();
	}

}
