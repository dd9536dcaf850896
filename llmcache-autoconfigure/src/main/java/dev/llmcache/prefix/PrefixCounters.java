package dev.llmcache.prefix;

import java.util.Map;

import dev.llmcache.prefix.lint.VolatileKind;

/**
 * What was counted of prompts since the start of this instance, which never falls. Of
 * models and of endpoints the first twenty are told apart; the rest is together, as
 * {@value #OTHER}.
 *
 * @param models counts by the name of the model, as the call names it
 * @param endpoints counts by endpoint
 * @param drift how often the head of an endpoint's prompt differed from the one before,
 * by what differed
 */
public record PrefixCounters(Map<String, PrefixCounts> models, Map<Endpoint, PrefixCounts> endpoints,
		Map<VolatileKind, Long> drift) {

	/** Name of what is not told apart. */
	public static final String OTHER = "other";

	public PrefixCounters {
		models = Map.copyOf(models);
		endpoints = Map.copyOf(endpoints);
		drift = Map.copyOf(drift);
	}

}
