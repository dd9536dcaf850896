package dev.llmcache.advisor;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.llmcache.CacheScope;
import dev.llmcache.ScopePart;
import dev.llmcache.policy.PolicySettings;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Warns once of a part of the scope that was never the same in the first calls of a
 * policy: it is why there are no hits.
 * <p>
 * Keeps digests of the parts, and no more once each part has repeated or the calls are
 * over. Thread-safe.
 */
final class ScopeMonitor {

	static final int CALLS = 50;

	private static final Log logger = LogFactory.getLog(LlmCacheAdvisor.class);

	private final Map<String, Policy> policies = new ConcurrentHashMap<>();

	void observe(String policy, CacheScope scope) {
		Policy watched = this.policies.computeIfAbsent(policy, (name) -> new Policy(scope));
		if (watched.isOver) {
			return;
		}
		for (String part : watched.observe(scope)) {
			logger.warn(("None of the first %d calls of the policy '%s' had the same '%s' as another, so none of their "
					+ "answers can be served again. Keep what changes from call to call out of it, or declare it under "
					+ "%s.scope.")
				.formatted(CALLS, policy, part,
						policy.equals(PolicySettings.DEFAULT) ? "llmcache.defaults" : "llmcache.policies." + policy));
		}
	}

	private static final class Policy {

		private final Map<String, Set<Integer>> unrepeated = new HashMap<>();

		private int calls;

		private volatile boolean isOver;

		Policy(CacheScope scope) {
			scope.parts().forEach((part) -> this.unrepeated.put(part.name(), new HashSet<>()));
		}

		synchronized Set<String> observe(CacheScope scope) {
			if (this.isOver) {
				return Set.of();
			}
			for (ScopePart part : scope.parts()) {
				Set<Integer> seen = this.unrepeated.get(part.name());
				if (seen != null && !seen.add(Arrays.hashCode(part.value()))) {
					this.unrepeated.remove(part.name());
				}
			}
			this.calls++;
			this.isOver = this.calls == CALLS || this.unrepeated.isEmpty();
			return this.isOver ? Set.copyOf(this.unrepeated.keySet()) : Set.of();
		}

	}

}
