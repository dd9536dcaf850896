package dev.llmcache.report;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

import dev.llmcache.CachedAnswer;
import dev.llmcache.Layer;
import dev.llmcache.Lookup.Hit;
import dev.llmcache.Trial;
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

	private final Map<Layer, Tally> served = tallies();

	private final Map<Layer, Tally> shadow = tallies();

	private final ThresholdTallies thresholds = new ThresholdTallies();

	private final Tally audits = new Tally();

	PolicyLedger(Instant since) {
		this.since = since;
	}

	// Never changed, so that it may be read by any thread
	private static Map<Layer, Tally> tallies() {
		Map<Layer, Tally> tallies = new EnumMap<>(Layer.class);
		ANSWERING.forEach((layer) -> tallies.put(layer, new Tally()));
		return tallies;
	}

	void asked(boolean inShadow) {
		(inShadow ? this.shadowRequests : this.requests).increment();
	}

	void served(Hit hit) {
		tally(this.served, hit.layer()).add(hit.answer(), null);
	}

	void tried(Trial trial, CachedAnswer answer) {
		if (trial.hit()) {
			tally(this.shadow, trial.layer()).add(answer, trial.right());
		}
		if (trial.layer() == Layer.SEMANTIC) {
			this.thresholds.add(trial, answer);
		}
	}

	void audited(CachedAnswer answer) {
		this.audits.add(answer, null);
	}

	private static Tally tally(Map<Layer, Tally> tallies, Layer layer) {
		Tally tally = tallies.get(layer);
		if (tally == null) {
			throw new IllegalArgumentException("No answer is from " + layer);
		}
		return tally;
	}

	PolicyReport report(String policy) {
		long tried = this.shadowRequests.sum();
		return new PolicyReport(policy, this.since, account(this.requests.sum(), this.served), this.audits.savings(),
				account(tried, this.shadow), (tried > 0) ? this.thresholds.reports(tried) : List.of());
	}

	private static Account account(long requests, Map<Layer, Tally> tallies) {
		return new Account(requests,
				tallies.entrySet()
					.stream()
					.map((tally) -> LayerReport.of(tally.getKey(), tally.getValue(), requests))
					.toList());
	}

}
