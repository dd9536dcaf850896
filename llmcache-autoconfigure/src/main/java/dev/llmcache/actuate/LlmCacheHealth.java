package dev.llmcache.actuate;

import java.util.Map;
import java.util.TreeMap;

import dev.llmcache.LlmCache;
import dev.llmcache.actuate.PolicyStatus.SemanticStatus;
import dev.llmcache.report.store.BreakerReport;
import dev.llmcache.report.store.ServerReport;
import dev.llmcache.report.store.StoreReport;
import dev.llmcache.report.store.StoreReporter;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Health of the cache: always up, since every call has an answer, with what it does not
 * do at present.
 */
public final class LlmCacheHealth implements HealthIndicator {

	private final LlmCache cache;

	private final PolicyStatuses policies;

	private final StoreReporter stores;

	/**
	 * Creates the indicator.
	 * @param cache the cache
	 * @param policies how its policies do
	 * @param stores tells which of the stores answer
	 */
	public LlmCacheHealth(LlmCache cache, PolicyStatuses policies, StoreReporter stores) {
		this.cache = cache;
		this.policies = policies;
		this.stores = stores;
	}

	@Override
	public Health health() {
		Map<String, Object> layers = new TreeMap<>();
		this.cache.layers().forEach((layer) -> layers.put(layer.name(), this.cache.isEnabled(layer) ? "on" : "off"));
		Map<String, Object> semantic = new TreeMap<>();
		for (String policy : this.policies.names()) {
			SemanticStatus status = this.policies.semantic(policy);
			if (status != null) {
				semantic.put(policy, status.serving() ? "on" : "off: too many of the latest answers were wrong");
			}
		}
		Health.Builder health = Health.up()
			.withDetail("enabled", this.cache.isEnabled())
			.withDetail("layers", layers)
			.withDetail("semantic", semantic)
			.withDetail("stores", stores())
			.withDetail("breakers", breakers());
		for (ServerReport server : this.stores.servers()) {
			if (server.concern() != null) {
				health.withDetail(server.backend(), server.concern());
			}
		}
		return health.build();
	}

	private Map<String, String> stores() {
		Map<String, String> stores = new TreeMap<>();
		for (StoreReport store : this.stores.reports()) {
			stores.put(store.store(), state(store));
		}
		return stores;
	}

	private String state(StoreReport store) {
		boolean isResting = this.stores.breakers()
			.stream()
			.filter(BreakerReport::open)
			.anyMatch((breaker) -> breaker.name().equals(store.store()) || breaker.name().equals(store.backend()));
		if (isResting) {
			return "away: not asked for a while, since it failed";
		}
		return store.available() ? "answers" : "away: its server does not answer";
	}

	private Map<String, String> breakers() {
		Map<String, String> breakers = new TreeMap<>();
		this.stores.breakers().forEach((breaker) -> breakers.put(breaker.name(), breaker.open() ? "open" : "closed"));
		return breakers;
	}

}
