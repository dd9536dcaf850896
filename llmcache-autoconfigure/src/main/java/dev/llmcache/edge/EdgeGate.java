package dev.llmcache.edge;

import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

import dev.llmcache.Generations;
import dev.llmcache.edge.EdgeDecision.NoStore;
import dev.llmcache.edge.EdgeDecision.Reason;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Decides about a response just before its first byte leaves, and counts the decisions.
 * <p>
 * May wait for a server that tells what was invalidated. Never throws: what cannot be
 * decided is not kept. Thread-safe.
 */
public final class EdgeGate {

	private static final Log logger = LogFactory.getLog(EdgeGate.class);

	private final EdgeRules rules;

	private final Generations generations;

	private final InstantSource clock;

	private final LongAdder publics = new LongAdder();

	private final LongAdder publicCalls = new LongAdder();

	private final Map<Reason, LongAdder> withheld = new EnumMap<>(Reason.class);

	/**
	 * Creates the gate.
	 * @param rules decide
	 * @param generations tell what was invalidated
	 * @param clock tells what is fresh
	 */
	public EdgeGate(EdgeRules rules, Generations generations, InstantSource clock) {
		this.rules = rules;
		this.generations = generations;
		this.clock = clock;
		for (Reason reason : Reason.values()) {
			this.withheld.put(reason, new LongAdder());
		}
	}

	/**
	 * Decides.
	 * @param exchange the request and its response
	 * @param trace the model calls in it
	 * @return the decision
	 */
	public EdgeDecision decide(EdgeExchange exchange, EdgeTrace trace) {
		EdgeDecision decision = current(exchange, trace);
		switch (decision) {
			case EdgeDecision.Public known -> {
				this.publics.increment();
				this.publicCalls.add(trace.records().size());
			}
			case NoStore(Reason reason) -> Objects.requireNonNull(this.withheld.get(reason)).increment();
			case EdgeDecision.Untouched untouched -> {
			}
		}
		return decision;
	}

	private EdgeDecision current(EdgeExchange exchange, EdgeTrace trace) {
		try {
			EdgeDecision decision = this.rules.decide(exchange, trace.records(), trace.isComplete(),
					this.clock.instant());
			return (decision instanceof EdgeDecision.Public known && !this.generations.areCurrent(known.stamps()))
					? new NoStore(Reason.INVALIDATED) : decision;
		}
		catch (RuntimeException ex) {
			logger.debug("A response is not public, since that could not be decided: " + ex.getClass().getName());
			return new NoStore(Reason.ERROR);
		}
	}

	/**
	 * Responses that were public since the start.
	 * @return how many
	 */
	public long publics() {
		return this.publics.sum();
	}

	/**
	 * Calls of models, answered by them or by the cache, in responses that were public.
	 * @return how many since the start
	 */
	public long publicCalls() {
		return this.publicCalls.sum();
	}

	/**
	 * Responses with answers of models that were not public since the start.
	 * @return how many, for each reason
	 */
	public Map<Reason, Long> withheld() {
		Map<Reason, Long> counts = new EnumMap<>(Reason.class);
		this.withheld.forEach((reason, count) -> counts.put(reason, count.sum()));
		return counts;
	}

}
