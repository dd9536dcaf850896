package dev.llmcache.autoconfigure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import dev.llmcache.policy.CachePolicy;
import dev.llmcache.policy.PolicySettings;
import dev.llmcache.policy.VolatileText;
import dev.llmcache.prefix.PrefixPolicy;
import dev.llmcache.prefix.SystemSplit.VolatileRules;
import dev.llmcache.prefix.VolatilePlacement;
import org.jspecify.annotations.Nullable;

/**
 * What policies do to prompts, by their names: a policy's own settings, else those of the
 * defaults.
 */
final class PrefixPolicies {

	private PrefixPolicies() {
	}

	static Map<String, PrefixPolicy> of(LlmCacheProperties properties) {
		Map<String, CachePolicy> policies = Policies.of(properties);
		PrefixPolicyProperties defaults = properties.defaults().prefix();
		Map<String, PrefixPolicy> all = new HashMap<>();
		policies.forEach((name, policy) -> {
			PolicyProperties own = properties.policies().getOrDefault(name, properties.defaults());
			all.put(name, policy(own.prefix(), defaults, policy.settings()));
		});
		return all;
	}

	private static PrefixPolicy policy(PrefixPolicyProperties own, PrefixPolicyProperties defaults,
			PolicySettings settings) {
		List<Pattern> patterns = new ArrayList<>(or(own.volatileText(), defaults.volatileText(), List.of()));
		settings.scope().volatileText().stream().map(VolatileText::pattern).forEach(patterns::add);
		return new PrefixPolicy(or(own.placement(), defaults.placement(), VolatilePlacement.OFF),
				new VolatileRules(patterns, or(own.detect(), defaults.detect(), false)));
	}

	private static <T> T or(@Nullable T own, @Nullable T fallback, T standard) {
		if (own != null) {
			return own;
		}
		return (fallback != null) ? fallback : standard;
	}

}
