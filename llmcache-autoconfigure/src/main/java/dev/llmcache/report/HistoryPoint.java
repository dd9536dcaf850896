package dev.llmcache.report;

import java.time.Instant;

/**
 * Counts at a moment, since the start of this instance.
 *
 * @param at the moment
 * @param requests calls that were looked up
 * @param exact those that the exact layer answered
 * @param semantic those that the semantic layer answered
 * @param coalesced those that were given the answer to another one
 * @param bypassed calls that the cache stayed out of
 * @param savedMilliseconds what was saved, less what the cache itself took
 * @param savedDollars what was saved, less what the cache itself cost, as far as prices
 * are known
 */
public record HistoryPoint(Instant at, long requests, long exact, long semantic, long coalesced, long bypassed,
		double savedMilliseconds, double savedDollars) {

	static HistoryPoint start(Instant at) {
		return new HistoryPoint(at, 0, 0, 0, 0, 0, 0, 0);
	}

	/**
	 * What happened since another point.
	 * @param earlier the other point
	 * @return the differences, at the moment of this one
	 */
	HistoryPoint since(HistoryPoint earlier) {
		return new HistoryPoint(this.at, this.requests - earlier.requests, this.exact - earlier.exact,
				this.semantic - earlier.semantic, this.coalesced - earlier.coalesced, this.bypassed - earlier.bypassed,
				this.savedMilliseconds - earlier.savedMilliseconds, this.savedDollars - earlier.savedDollars);
	}

}
