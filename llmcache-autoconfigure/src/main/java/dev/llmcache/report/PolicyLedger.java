package dev.llmcache.report;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

import dev.llmcache.CachedAnswer;
import dev.llmcache.Decision.Plan;
import dev.llmcache.FinishedCall;
import dev.llmcache.Layer;
import dev.llmcache.Lookup;
import dev.llmcache.Trial;
import dev.llmcache.report.LookupTally.LookupCount;
import dev.llmcache.report.PolicyReport.Account;

/**
 * Counts what becomes of the calls of one policy.
 * <p>
 * Thread-safe.
 */
final class PolicyLedger {

	private static final List<Layer> ANSWERING = List.of(Layer.EXACT, Layer.SEMANTIC);

	private final Instant since;

	private final LongAdder requests = new LongAdder();

	private final LongAdder shadowRequests = new LongAdder();

	private final TrafficTally traffic = new TrafficTally();

	private final Map<Layer, Tally> served;

	private final Tally shared;

	private final Map<Layer, Tally> shadow;

	private final ThresholdTallies thresholds;

	private final Tally audits;

	private final Map<Layer, Tally> refreshes;

	private final Map<Layer, LookupTally> lookups = new EnumMap<>(
			Map.of(Layer.EXACT, new LookupTally(), Layer.SEMANTIC, new LookupTally()));

	private final SimilarityTally similarity = new SimilarityTally();

	PolicyLedger(Instant since, ModelNames models) {
		this.since = since;
		this.served = tallies(models);
		this.shared = new Tally(models);
		this.shadow = tallies(models);
		this.thresholds = new ThresholdTallies(models);
		this.audits = new Tally(models);
		this.refreshes = tallies(models);
	}

	// Never changed, so that it may be read by any thread
	private static Map<Layer, Tally> tallies(ModelNames models) {
		Map<Layer, Tally> tallies = new EnumMap<>(Layer.class);
		ANSWERING.forEach((layer) -> tallies.put(layer, new Tally(models)));
		return tallies;
	}

	TrafficTally traffic() {
		return this.traffic;
	}

	void ended(FinishedCall call, CallResult result) {
		this.traffic.ended(call, result);
		Plan plan = call.plan();
		if (plan == null || !plan.reads()) {
			return;
		}
		(plan.shadow() ? this.shadowRequests : this.requests).increment();
		if (call.spared() != null) {
			Layer layer = result.layer();
			((layer != null) ? of(this.served, layer) : this.shared).add(call.model(), call.spared());
		}
	}

	void lookedUp(Layer layer, Lookup found, Duration took) {
		of(this.lookups, layer).add(took);
		if (layer == Layer.SEMANTIC) {
			this.similarity.add(found);
		}
	}

	void tried(Trial trial, CachedAnswer answer) {
		if (trial.hit()) {
			of(this.shadow, trial.layer()).add(answer, trial.right());
		}
		if (trial.layer() == Layer.SEMANTIC) {
			this.thresholds.add(trial, answer);
		}
	}

	void audited(CachedAnswer answer) {
		this.audits.add(answer, null);
	}

	void askedAgain(Layer layer, CachedAnswer answer) {
		of(this.refreshes, layer).add(answer, null);
	}

	private static <T> T of(Map<Layer, T> tallies, Layer layer) {
		T tally = tallies.get(layer);
		if (tally == null) {
			throw new IllegalArgumentException("No answer is from " + layer);
		}
		return tally;
	}

	PolicyReport report(String policy) {
		long tried = this.shadowRequests.sum();
		return new PolicyReport(policy, this.since, this.traffic.report(), account(this.requests.sum(), this.served),
				this.shared.savings(), this.audits.savings(), savings(this.refreshes), account(tried, this.shadow),
				(tried > 0) ? this.thresholds.reports(tried) : List.of(), this.similarity.accepted(),
				this.similarity.rejected());
	}

	private static Map<Layer, Savings> savings(Map<Layer, Tally> tallies) {
		Map<Layer, Savings> savings = new EnumMap<>(Layer.class);
		tallies.forEach((layer, tally) -> savings.put(layer, tally.savings()));
		return savings;
	}

	LookupCount lookups(Layer layer) {
		return of(this.lookups, layer).count();
	}

	private static Account account(long requests, Map<Layer, Tally> tallies) {
		return new Account(requests,
				tallies.entrySet()
					.stream()
					.map((tally) -> LayerReport.of(tally.getKey(), tally.getValue(), requests))
					.toList());
	}

}
