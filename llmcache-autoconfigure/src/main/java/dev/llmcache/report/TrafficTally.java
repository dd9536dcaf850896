package dev.llmcache.report;

import java.util.concurrent.atomic.LongAdder;

import dev.llmcache.FinishedCall;
import dev.llmcache.FlightRole;
import dev.llmcache.RefreshOutcome;
import dev.llmcache.StoreRejection;

/**
 * Counts calls of one policy.
 * <p>
 * Thread-safe.
 */
final class TrafficTally {

	private final Counts<CallResult> results = new Counts<>();

	private final Counts<String> misses = new Counts<>();

	private final Counts<String> bypasses = new Counts<>();

	private final Counts<String> rejections = new Counts<>();

	private final Counts<String> refreshes = new Counts<>();

	private final Counts<String> flights = new Counts<>();

	private final LongAdder stored = new LongAdder();

	void ended(FinishedCall call, CallResult result) {
		this.results.add(result);
		String reason = call.outcome().reason();
		if (reason != null) {
			((result == CallResult.BYPASS) ? this.bypasses : this.misses).add(reason);
		}
	}

	void stored() {
		this.stored.increment();
	}

	void notStored(StoreRejection reason) {
		this.rejections.add(reason.code());
	}

	void refreshed(RefreshOutcome outcome) {
		this.refreshes.add(outcome.code());
	}

	void joined(FlightRole role) {
		this.flights.add(role.code());
	}

	Traffic report() {
		return new Traffic(this.results.all(), this.misses.all(), this.bypasses.all(), this.rejections.all(),
				this.stored.sum(), this.refreshes.all(), this.flights.all());
	}

}
