package dev.llmcache.report;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/**
 * Counts at a moment, since the start of this instance.
 *
 * @param at the moment
 * @param requests calls that were looked up
 * @param exact those that the exact layer answered
 * @param semantic those that the semantic layer answered
 * @param coalesced those that were given the answer to another one
 * @param bypassed calls that the cache stayed out of
 * @param saved what each layer has saved, less what it took and cost; those are not there
 * that did neither
 */
public record HistoryPoint(Instant at, long requests, long exact, long semantic, long coalesced, long bypassed,
		Map<SavedBy, Saved> saved) {

	public HistoryPoint {
		saved = Map.copyOf(saved);
	}

	/**
	 * What happened since another point.
	 * @param earlier the other point
	 * @return the differences, at the moment of this one
	 */
	HistoryPoint since(HistoryPoint earlier) {
		Map<SavedBy, Saved> differences = new EnumMap<>(SavedBy.class);
		this.saved.forEach((by, now) -> {
			Saved difference = now.minus(earlier.saved.getOrDefault(by, Saved.NOTHING));
			if (!difference.equals(Saved.NOTHING)) {
				differences.put(by, difference);
			}
		});
		return new HistoryPoint(this.at, this.requests - earlier.requests, this.exact - earlier.exact,
				this.semantic - earlier.semantic, this.coalesced - earlier.coalesced, this.bypassed - earlier.bypassed,
				differences);
	}

	/**
	 * What was saved.
	 *
	 * @param milliseconds the time
	 * @param dollars the money, as far as prices are known
	 */
	public record Saved(double milliseconds, double dollars) {

		static final Saved NOTHING = new Saved(0, 0);

		Saved minus(Saved other) {
			return new Saved(this.milliseconds - other.milliseconds, this.dollars - other.dollars);
		}

	}

}
