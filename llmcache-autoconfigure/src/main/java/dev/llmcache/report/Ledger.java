package dev.llmcache.report;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.llmcache.CacheListener;
import dev.llmcache.CacheOutcome;
import dev.llmcache.CachedAnswer;
import dev.llmcache.Decision.Plan;
import dev.llmcache.FinishedCall;
import dev.llmcache.FlightRole;
import dev.llmcache.Layer;
import dev.llmcache.Lookup;
import dev.llmcache.RefreshOutcome;
import dev.llmcache.StoreRejection;
import dev.llmcache.Trial;
import dev.llmcache.report.LookupTally.LookupCount;
import org.jspecify.annotations.Nullable;

/**
 * Counts on this instance, since its start, what the cache does for each policy.
 * <p>
 * Thread-safe.
 */
public final class Ledger implements CacheListener {

	/** Upper bounds of latencies in milliseconds. */
	private static final double[] MILLISECONDS = { 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000,
			10_000, 20_000, 60_000 };

	private final InstantSource clock;

	private final Instant since;

	private final Map<String, PolicyLedger> policies = new ConcurrentHashMap<>();

	private final ModelNames models = new ModelNames();

	private final RecentCalls recent = new RecentCalls();

	private final DistributionTally hitLatency = new DistributionTally(MILLISECONDS);

	private final DistributionTally missLatency = new DistributionTally(MILLISECONDS);

	/**
	 * Creates a ledger that counts from the first call of each policy on.
	 * @param clock tells since when
	 */
	public Ledger(InstantSource clock) {
		this.clock = clock;
		this.since = clock.instant();
	}

	@Override
	public void ended(FinishedCall call) {
		CallResult result = CallResult.of(call);
		of(call.policy()).ended(call, result);
		CacheOutcome outcome = call.outcome();
		this.recent.add(new RecentCall(this.clock.instant(), call.policy(), result, outcome.reason(),
				outcome.similarity(), outcome.fingerprint(), call.took()));
		if (result.isServed()) {
			this.hitLatency.add(milliseconds(call.took()));
		}
		else if (result == CallResult.MISS) {
			this.missLatency.add(milliseconds(call.took()));
		}
	}

	private static double milliseconds(Duration time) {
		return time.toNanos() / 1e6;
	}

	@Override
	public void lookedUp(Plan plan, Layer layer, Lookup found, Duration took) {
		of(plan.policy()).lookedUp(layer, found, took);
	}

	@Override
	public void stored(Plan plan, CachedAnswer answer) {
		of(plan.policy()).traffic().stored();
	}

	@Override
	public void notStored(Plan plan, StoreRejection reason) {
		of(plan.policy()).traffic().notStored(reason);
	}

	@Override
	public void refreshed(Plan plan, RefreshOutcome outcome) {
		of(plan.policy()).traffic().refreshed(outcome);
	}

	@Override
	public void askedAgain(Plan plan, Layer layer, CachedAnswer answer) {
		of(plan.policy()).askedAgain(layer, answer);
	}

	@Override
	public void joined(Plan plan, FlightRole role) {
		of(plan.policy()).traffic().joined(role);
	}

	@Override
	public void tried(Plan plan, Trial trial, CachedAnswer answer) {
		of(plan.policy()).tried(trial, answer);
	}

	@Override
	public void audited(Plan plan, CachedAnswer answer) {
		of(plan.policy()).audited(answer);
	}

	private PolicyLedger of(String policy) {
		PolicyLedger known = this.policies.get(policy);
		return (known != null) ? known
				: this.policies.computeIfAbsent(policy, (name) -> new PolicyLedger(this.clock.instant(), this.models));
	}

	/**
	 * When this instance began to count.
	 * @return its start
	 */
	public Instant since() {
		return this.since;
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

	/**
	 * What was counted of one policy, without looking at the others.
	 * @param policy its name
	 * @return its report, or null as long as it had no calls
	 */
	public @Nullable PolicyReport report(String policy) {
		PolicyLedger known = this.policies.get(policy);
		return (known != null) ? known.report(policy) : null;
	}

	/**
	 * Calls of all policies.
	 * @return their sum
	 */
	public Traffic traffic() {
		return this.policies.values()
			.stream()
			.map((policy) -> policy.traffic().report())
			.reduce(Traffic.NONE, Traffic::plus);
	}

	LookupCount lookups(Layer layer) {
		return this.policies.values()
			.stream()
			.map((policy) -> policy.lookups(layer))
			.reduce(LookupCount.NONE, LookupCount::plus);
	}

	/**
	 * The calls that ended last.
	 * @param most how many
	 * @return at most 256, the latest first
	 */
	public List<RecentCall> latest(int most) {
		return this.recent.latest(most);
	}

	/**
	 * How long calls took that were answered from the cache.
	 * @return by milliseconds
	 */
	public Distribution hitLatency() {
		return this.hitLatency.report();
	}

	/**
	 * How long calls took that the model answered.
	 * @return by milliseconds
	 */
	public Distribution missLatency() {
		return this.missLatency.report();
	}

}
