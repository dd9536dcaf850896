package dev.llmcache.autoconfigure;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.llmcache.Acceptance.Preset;
import dev.llmcache.Auditing;
import dev.llmcache.autoconfigure.LlmCacheProperties.Tenancy;
import dev.llmcache.autoconfigure.PolicyProperties.RefreshPolicy;
import dev.llmcache.autoconfigure.PolicyProperties.ScopePolicy;
import dev.llmcache.autoconfigure.PolicyProperties.SemanticPolicy.AuditPolicy;
import dev.llmcache.autoconfigure.PolicyProperties.SingleFlightPolicy;
import dev.llmcache.autoconfigure.PolicyProperties.TemperaturePolicy;
import dev.llmcache.autoconfigure.PolicyProperties.VolatilePart;
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
import dev.llmcache.policy.VolatileText;
import dev.llmcache.policy.WriteSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * The policies by name, made from their settings: a policy's own, else those of the
 * defaults, else built-in ones.
 */
final class Policies {

	/** Families that reject any temperature but their own. */
	private static final List<String> REASONING_MODELS = List.of("o1*", "o3*", "o4*", "gpt-5*", "*/o1*", "*/o3*",
			"*/o4*", "*/gpt-5*", "ft:o1*", "ft:o3*", "ft:o4*", "ft:gpt-5*", "*reasoner*", "*thinking*");

	static final PolicySettings BUILT_IN = new PolicySettings(PolicySettings.DEFAULT, Mode.ON, OwnerKind.TENANT, false,
			Placement.ANSWER, Duration.ofHours(24), true, true, Preset.STRICT, new Auditing(0.02, 10, 0.5), 16_384,
			262_144, new TemperatureSettings(TemperatureHandling.FIRST_RESPONSE, 0.3, 1, 3, REASONING_MODELS),
			ToolUse.NEVER, Set.of(), Set.of(), Set.of(), ScopeSettings.STRICT,
			new FreshnessSettings("", Set.of(), 0.1, Duration.ZERO, Duration.ZERO, true, 60), FlightSettings.SHARED,
			WriteSettings.ANYONE);

	private static final String VOLATILE_TEXT = "llmcache.policies.*.scope.volatile-text[*].";

	private Policies() {
	}

	static Map<String, CachePolicy> of(LlmCacheProperties properties) {
		require(!properties.policies().containsKey(PolicySettings.DEFAULT), "llmcache.policies.default", "",
				"the default policy is set under llmcache.defaults");
		boolean tenants = properties.tenancy() == Tenancy.MULTI;
		PolicySettings defaults = settings(PolicySettings.DEFAULT, properties.defaults(), BUILT_IN);
		Map<String, CachePolicy> policies = new HashMap<>();
		policies.put(PolicySettings.DEFAULT, new CachePolicy(defaults, tenants));
		properties.policies()
			.forEach((name, policy) -> policies.put(name, new CachePolicy(settings(name, policy, defaults), tenants)));
		return Map.copyOf(policies);
	}

	private static PolicySettings settings(String name, PolicyProperties own, PolicySettings fallback) {
		PolicySettings settings = new PolicySettings(name, or(own.mode(), fallback.mode()),
				or(own.owner(), fallback.owner()), or(own.sensitive(), fallback.sensitive()),
				or(own.placement(), fallback.placement()), or(own.ttl(), fallback.ttl()),
				or(own.exact().enabled(), fallback.exact()), or(own.semantic().enabled(), fallback.semantic()),
				AcceptanceSettings.of(own.semantic(), fallback.acceptance(), prefix(name)),
				auditing(own.semantic().audit(), fallback.auditing(), prefix(name) + "semantic.audit."),
				or(own.maxQuestionLength(), fallback.maxQuestionLength()),
				or(own.maxAnswerLength(), fallback.maxAnswerLength()),
				temperature(own.temperature(), fallback.temperature()), or(own.tools().use(), fallback.tools()),
				or(own.tools().idempotent(), fallback.idempotentTools()),
				or(own.trustedAdvisors(), fallback.trustedAdvisors()),
				or(own.advisorsOnHit(), fallback.advisorsOnHit()), scope(own.scope(), fallback.scope()),
				freshness(own, fallback.freshness()), flight(own.singleFlight(), fallback.flight()),
				new WriteSettings(or(own.publicWrites(), fallback.writes().publicWrites()),
						or(own.confirmations(), fallback.writes().confirmations())));
		check(settings, prefix(name));
		return settings;
	}

	static String prefix(String name) {
		return name.equals(PolicySettings.DEFAULT) ? "llmcache.defaults." : "llmcache.policies." + name + ".";
	}

	private static FreshnessSettings freshness(PolicyProperties own, FreshnessSettings fallback) {
		RefreshPolicy refresh = own.refresh();
		return new FreshnessSettings(or(own.version(), fallback.version()), or(own.tags(), fallback.tags()),
				or(own.ttlJitter(), fallback.jitter()), or(own.staleFor(), fallback.staleFor()),
				or(own.staleIfError(), fallback.staleIfError()), or(refresh.early(), fallback.earlyRefresh()),
				or(refresh.perMinute(), fallback.refreshesPerMinute()));
	}

	private static Auditing auditing(AuditPolicy own, Auditing fallback, String prefix) {
		double share = or(own.share(), fallback.share());
		int perMinute = or(own.perMinute(), fallback.perMinute());
		double floor = or(own.switchOffBelow(), fallback.floor());
		require(share >= 0 && share <= 1, prefix + "share", share, "it must be from 0 to 1");
		require(perMinute >= 0, prefix + "per-minute", perMinute, "it must not be negative");
		require(floor >= 0 && floor < 1, prefix + "switch-off-below", floor, "it must be at least 0 and below 1");
		return new Auditing(share, perMinute, floor);
	}

	private static FlightSettings flight(SingleFlightPolicy own, FlightSettings fallback) {
		return new FlightSettings(or(own.enabled(), fallback.shared()), or(own.maxWait(), fallback.maxWait()));
	}

	private static TemperatureSettings temperature(TemperaturePolicy own, TemperatureSettings fallback) {
		return new TemperatureSettings(or(own.handling(), fallback.handling()), or(own.max(), fallback.max()),
				or(own.unknown(), fallback.unknown()), or(own.variants(), fallback.variants()),
				or(own.excludeModels(), fallback.excludedModels()));
	}

	private static ScopeSettings scope(ScopePolicy own, ScopeSettings fallback) {
		return new ScopeSettings(or(own.ignoreParameters(), fallback.ignoredParameters()), (own.volatileText() != null)
				? own.volatileText().stream().map(Policies::volatileText).toList() : fallback.volatileText());
	}

	private static VolatileText volatileText(VolatilePart part) {
		require(part.bucket().toMillis() > 0, VOLATILE_TEXT + "bucket", part.bucket(),
				"it must be at least a millisecond");
		if (part.pattern() == null) {
			throw new InvalidConfigurationPropertyValueException(VOLATILE_TEXT + "pattern", "",
					"it is what finds the text");
		}
		return new VolatileText(part.pattern(), part.counts(), part.bucket());
	}

	private static void check(PolicySettings settings, String prefix) {
		TemperatureSettings temperature = settings.temperature();
		require(settings.ttl().isPositive(), prefix + "ttl", settings.ttl(), "it must be positive");
		FreshnessSettings freshness = settings.freshness();
		require(freshness.jitter() >= 0 && freshness.jitter() < 1, prefix + "ttl-jitter", freshness.jitter(),
				"it must be at least 0 and less than 1");
		require(!freshness.staleFor().isNegative(), prefix + "stale-for", freshness.staleFor(),
				"it must not be negative");
		require(!freshness.staleIfError().isNegative(), prefix + "stale-if-error", freshness.staleIfError(),
				"it must not be negative");
		require(freshness.refreshesPerMinute() >= 0, prefix + "refresh.per-minute", freshness.refreshesPerMinute(),
				"it must not be negative");
		require(!settings.flight().maxWait().isNegative(), prefix + "single-flight.max-wait",
				settings.flight().maxWait(), "it must not be negative");
		require(settings.maxQuestionLength() > 0, prefix + "max-question-length", settings.maxQuestionLength(),
				"it must be positive");
		require(settings.maxAnswerLength() > 0, prefix + "max-answer-length", settings.maxAnswerLength(),
				"it must be positive");
		int confirmations = settings.writes().confirmations();
		require(confirmations >= 2 && confirmations <= 10, prefix + "confirmations", confirmations,
				"it must be from 2 to 10");
		require(temperature.max() >= 0, prefix + "temperature.max", temperature.max(), "it must not be negative");
		require(temperature.unknown() >= 0, prefix + "temperature.unknown", temperature.unknown(),
				"it must not be negative");
		require(temperature.variants() >= 2 && temperature.variants() <= 8, prefix + "temperature.variants",
				temperature.variants(), "it must be from 2 to 8");
	}

	private static <T> T or(@Nullable T own, T fallback) {
		return (own != null) ? own : fallback;
	}

	static void require(boolean valid, String property, Object value, String reason) {
		if (!valid) {
			throw new InvalidConfigurationPropertyValueException(property, value, reason);
		}
	}

}
