package dev.llmcache.autoconfigure;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import dev.llmcache.autoconfigure.LlmCacheProperties.Policy;
import dev.llmcache.policy.CachePolicy;
import dev.llmcache.policy.PolicySettings;
import dev.llmcache.semantic.SemanticDecision;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * The policies by name, made from their settings: a policy's own, else those of the
 * defaults, else built-in ones.
 */
final class Policies {

	static final String DEFAULT = "default";

	static final PolicySettings BUILT_IN = new PolicySettings(DEFAULT, Duration.ofHours(24), true, true,
			SemanticDecision.DEFAULT_THRESHOLD, 16_384);

	private Policies() {
	}

	static Map<String, CachePolicy> of(LlmCacheProperties properties) {
		PolicySettings defaults = settings(DEFAULT, properties.defaults(), BUILT_IN);
		Map<String, CachePolicy> policies = new HashMap<>();
		policies.put(DEFAULT, new CachePolicy(defaults));
		properties.policies()
			.forEach((name, policy) -> policies.put(name, new CachePolicy(settings(name, policy, defaults))));
		return Map.copyOf(policies);
	}

	private static PolicySettings settings(String name, Policy own, PolicySettings fallback) {
		String prefix = name.equals(DEFAULT) ? "llmcache.defaults" : "llmcache.policies." + name;
		Duration ttl = or(own.ttl(), fallback.ttl());
		double threshold = or(own.semantic().threshold(), fallback.threshold());
		int maxQuestionLength = or(own.maxQuestionLength(), fallback.maxQuestionLength());
		require(ttl.isPositive(), prefix + ".ttl", ttl, "it must be positive");
		require(threshold > 0 && threshold <= 1, prefix + ".semantic.threshold", threshold,
				"it must be above 0 and at most 1");
		require(maxQuestionLength > 0, prefix + ".max-question-length", maxQuestionLength, "it must be positive");
		return new PolicySettings(name, ttl, or(own.exact().enabled(), fallback.exact()),
				or(own.semantic().enabled(), fallback.semantic()), threshold, maxQuestionLength);
	}

	private static <T> T or(@Nullable T own, T fallback) {
		return (own != null) ? own : fallback;
	}

	private static void require(boolean valid, String property, Object value, String reason) {
		if (!valid) {
			throw new InvalidConfigurationPropertyValueException(property, value, reason);
		}
	}

}
