package dev.llmcache.report;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.llmcache.CacheListener;
import dev.llmcache.CachedAnswer;
import dev.llmcache.Decision.Plan;
import dev.llmcache.Lookup.Hit;
import dev.llmcache.Trial;

/**
 * Counts on this instance, since its start, what the cache does for each policy.
 * <p>
 * Thread-safe.
 */
public final class Ledger implements CacheListener {

	private final InstantSource clock;

	private final Map<String, PolicyLedger> policies = new ConcurrentHashMap<>();

	/**
	 * Creates a ledger that counts from the first call of each policy on.
	 * @param clock tells since when
	 */
	public Ledger(InstantSource clock) {
		this.clock = clock;
	}

	@Override
	public void asked(Plan plan) {
		of(plan).asked(plan.shadow());
	}

	@Override
	public void served(Plan plan, Hit hit) {
		of(plan).served(hit);
	}

	@Override
	public void tried(Plan plan, Trial trial, CachedAnswer answer) {
		of(plan).tried(trial, answer);
	}

	@Override
	public void audited(Plan plan, CachedAnswer answer) {
		of(plan).audited(answer);
	}

	private PolicyLedger of(Plan plan) {
		return this.policies.computeIfAbsent(plan.policy(), (name) -> new PolicyLedger(this.clock.instant()));
	}

	/**
	 * What was counted.
	 * @return a report for each policy that had calls, by name
	 */
	public List<PolicyReport> reports() {
		return this.policies.entrySet()
			.stream()
			.sorted(Map.Entry.comparingByKey())
			.map((policy) -> policy.getValue().report(policy.getKey()))
			.toList();
	}

}
