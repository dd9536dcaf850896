package dev.llmcache.advisor;

import java.util.Map;
import java.util.Objects;

import dev.llmcache.BypassReason;
import dev.llmcache.CallTraits;
import dev.llmcache.Decision.Bypass;
import dev.llmcache.Decision.Plan;
import dev.llmcache.LlmCache;
import dev.llmcache.policy.CachePolicy;

import org.springframework.ai.chat.client.ChatClientRequest;

/**
 * From a request to what the cache does about it: reads it, lets the policy decide and
 * makes the keys. Never throws; a call that cannot be read by-passes the cache.
 */
final class CallPlanner {

	private final LlmCache cache;

	private final QueryReader reader;

	private final Map<String, CachePolicy> policies;

	private final BypassWarnings warnings = new BypassWarnings();

	CallPlanner(LlmCache cache, QueryReader reader, Map<String, CachePolicy> policies) {
		this.cache = cache;
		this.reader = reader;
		this.policies = policies;
	}

	PlannedCall plan(ChatClientRequest request) {
		PlannedCall call = read(request);
		if (call instanceof PlannedCall.Bypassed(BypassReason reason)) {
			this.warnings.warn(reason);
		}
		return call;
	}

	private PlannedCall read(ChatClientRequest request) {
		if (!this.cache.isEnabled()) {
			return new PlannedCall.Bypassed(BypassReason.DISABLED);
		}
		try {
			return decide(request);
		}
		catch (UnreadableCallException ex) {
			return new PlannedCall.Bypassed(BypassReason.UNREADABLE);
		}
		catch (RuntimeException ex) {
			return new PlannedCall.Bypassed(BypassReason.ERROR);
		}
	}

	private PlannedCall decide(ChatClientRequest request) {
		CachePolicy policy = this.policies
			.get(String.valueOf(request.context().getOrDefault(LlmCacheParams.POLICY, "default")));
		if (policy == null) {
			return new PlannedCall.Bypassed(BypassReason.UNKNOWN_POLICY);
		}
		CallTraits traits = this.reader.traits(request);
		return switch (policy.decide(traits)) {
			case Bypass(BypassReason reason) -> new PlannedCall.Bypassed(reason);
			case Plan plan ->
				new PlannedCall.Cached(this.reader.query(request, Objects.requireNonNull(traits.owner())), plan);
		};
	}

}
