package dev.llmcache.advisor.prefix;

import java.util.List;
import java.util.Map;

import dev.llmcache.prefix.PrefixPolicy;
import dev.llmcache.prefix.ProviderTermsTable;
import dev.llmcache.prefix.StablePrompt;

/**
 * What the prefix layer does to prompts.
 *
 * @param enabled whether it does anything but hand on what calls tell the model
 * @param orderedTools whether tools are offered in the order of their names
 * @param policies what it does by the names of policies
 * @param blocks registered blocks of system text
 * @param terms what providers' caches cost and need
 */
public record PrefixSettings(boolean enabled, boolean orderedTools, Map<String, PrefixPolicy> policies,
		List<StablePrompt> blocks, ProviderTermsTable terms) {

	public PrefixSettings {
		policies = Map.copyOf(policies);
		blocks = List.copyOf(blocks);
	}

	PrefixPolicy policy(String name) {
		return this.enabled ? this.policies.getOrDefault(name, PrefixPolicy.OFF) : PrefixPolicy.OFF;
	}

}
