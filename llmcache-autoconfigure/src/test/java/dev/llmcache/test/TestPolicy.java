package dev.llmcache.test;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import dev.llmcache.Acceptance.Threshold;
import dev.llmcache.Auditing;
import dev.llmcache.Decision.Plan;
import dev.llmcache.Layer;
import dev.llmcache.Lifetimes;
import dev.llmcache.Owner;
import dev.llmcache.policy.CachePolicy;
import dev.llmcache.policy.FlightSettings;
import dev.llmcache.policy.FreshnessSettings;
import dev.llmcache.policy.Mode;
import dev.llmcache.policy.OwnerKind;
import dev.llmcache.policy.Placement;
import dev.llmcache.policy.PolicySettings;
import dev.llmcache.policy.ScopeSettings;
import dev.llmcache.policy.TemperatureHandling;
import dev.llmcache.policy.TemperatureSettings;
import dev.llmcache.policy.ToolUse;
import dev.llmcache.policy.WriteSettings;

/**
 * Policy of a test, which says only what the test is about.
 */
public final class TestPolicy {

	public String name = PolicySettings.DEFAULT;

	public Mode mode = Mode.ON;

	public OwnerKind owner = OwnerKind.TENANT;

	public boolean sensitive;

	public Placement placement = Placement.ANSWER;

	public Duration ttl = Duration.ofHours(1);

	public boolean semantic = true;

	public double threshold = 0.92;

	public Auditing auditing = Auditing.NONE;

	public int maxQuestionLength = 10_000;

	public int maxAnswerLength = 10_000;

	public TemperatureHandling temperature = TemperatureHandling.FIRST_RESPONSE;

	public double maxTemperature = 0.3;

	public double unknownTemperature = 1;

	public int variants = 3;

	public List<String> excludedModels = List.of("o3*");

	public ToolUse tools = ToolUse.NEVER;

	public Set<String> idempotentTools = Set.of();

	public Set<String> trustedAdvisors = Set.of();

	public Set<String> advisorsOnHit = Set.of();

	public ScopeSettings scope = ScopeSettings.STRICT;

	public FreshnessSettings freshness = FreshnessSettings.NEVER_STALE;

	public FlightSettings flight = FlightSettings.SHARED;

	public WriteSettings writes = WriteSettings.ANYONE;

	public PolicySettings settings() {
		return new PolicySettings(this.name, this.mode, this.owner, this.sensitive, this.placement, this.ttl, true,
				this.semantic, new Threshold(this.threshold), this.auditing, this.maxQuestionLength,
				this.maxAnswerLength,
				new TemperatureSettings(this.temperature, this.maxTemperature, this.unknownTemperature, this.variants,
						this.excludedModels),
				this.tools, this.idempotentTools, this.trustedAdvisors, this.advisorsOnHit, this.scope, this.freshness,
				this.flight, this.writes);
	}

	public CachePolicy policy(boolean tenants) {
		return new CachePolicy(settings(), tenants);
	}

	/** Plan to look up and store in some layers. */
	public static Plan plan(double threshold, Layer... layers) {
		return plan("default", Duration.ofHours(1), threshold, layers);
	}

	public static Plan plan(String policy, Duration ttl, double threshold, Layer... layers) {
		return new Plan(policy, new Owner.Application(), Set.of(layers), true, true, false, Lifetimes.of(ttl), null,
				new Threshold(threshold), Auditing.NONE, 1, null, Set.of());
	}

}
