package dev.llmcache.policy;

import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The policies of an application by name.
 * <p>
 * Thread-safe.
 */
public final class CachePolicies {

	private final Map<String, CachePolicy> policies;

	/**
	 * Starts with some policies; none is added later.
	 * @param policies the policies by name
	 */
	public CachePolicies(Map<String, CachePolicy> policies) {
		this.policies = new ConcurrentHashMap<>(policies);
	}

	/**
	 * The policies as they are at any time.
	 * @return a view that cannot be changed
	 */
	public Map<String, CachePolicy> byName() {
		return Collections.unmodifiableMap(this.policies);
	}

	/**
	 * Has a policy decide about further calls in another mode.
	 * @param name name of the policy
	 * @param mode how far the cache is to take part
	 * @return false if there is no such policy
	 */
	public boolean switchTo(String name, Mode mode) {
		return this.policies.computeIfPresent(name, (key, policy) -> policy.withMode(mode)) != null;
	}

}
