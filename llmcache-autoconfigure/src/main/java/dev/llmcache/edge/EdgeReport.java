package dev.llmcache.edge;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

import dev.llmcache.edge.EdgeDecision.Reason;

/**
 * What the edge layer of this instance has done since its start, and what caches in front
 * have saved, as far as they tell.
 * <p>
 * Thread-safe.
 */
public final class EdgeReport {

	private final EdgeGate gate;

	private final List<EdgePurges> purges;

	private final EdgeStats stats;

	/**
	 * Creates the report.
	 * @param gate decides about responses
	 * @param purges the purges of each cache in front
	 * @param stats tells what these have served
	 */
	public EdgeReport(EdgeGate gate, List<EdgePurges> purges, EdgeStats stats) {
		this.gate = gate;
		this.purges = List.copyOf(purges);
		this.stats = stats;
	}

	/**
	 * Share of requests that caches in front answered; waits where their counters do.
	 * @return from 0 to 1, or empty when nobody tells
	 */
	public OptionalDouble hitRate() {
		return this.stats.read()
			.map((traffic) -> OptionalDouble.of(traffic.hitRate()))
			.orElseGet(OptionalDouble::empty);
	}

	/**
	 * Calls of models that caches in front saved: their hits, each taken for a public
	 * response of this instance with as many calls as these have on average. Too many
	 * where they serve other things too. Waits where their counters do.
	 * @return the calls, or empty when nobody tells
	 */
	public OptionalLong savedCalls() {
		long publics = this.gate.publics();
		double each = (publics > 0) ? (double) this.gate.publicCalls() / publics : 1;
		return this.stats.read()
			.map((traffic) -> OptionalLong.of(Math.round(traffic.hits() * each)))
			.orElseGet(OptionalLong::empty);
	}

	public long publicResponses() {
		return this.gate.publics();
	}

	public Map<Reason, Long> withheldResponses() {
		return this.gate.withheld();
	}

	public long purgedTags() {
		return this.purges.stream().mapToLong(EdgePurges::purged).sum();
	}

	public long droppedTags() {
		return this.purges.stream().mapToLong(EdgePurges::dropped).sum();
	}

	/**
	 * Requests to caches in front that purged something.
	 * @return how many, and how long they took
	 */
	public PurgeTimes purgeRequests() {
		return this.purges.stream().map(EdgePurges::requests).reduce(PurgeTimes.NONE, PurgeTimes::plus);
	}

	/**
	 * How long after they were due tags were purged.
	 * @return how many tags, and the sum
	 */
	public PurgeTimes purgeLag() {
		return this.purges.stream().map(EdgePurges::lag).reduce(PurgeTimes.NONE, PurgeTimes::plus);
	}

}
