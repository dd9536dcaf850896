package dev.llmcache.benchmarks.isolation;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import dev.llmcache.CacheOutcome;
import dev.llmcache.CacheOutcome.Status;
import dev.llmcache.benchmarks.Figures;

/**
 * What became of the calls.
 */
final class Tally {

	private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

	private final LongAdder lookups = new LongAdder();

	private final LongAdder foreign = new LongAdder();

	private final LongAdder wrong = new LongAdder();

	private final LongAdder errors = new LongAdder();

	/**
	 * A call was answered.
	 * @param caller who made it
	 * @param topic what it asked about
	 * @param text the answer
	 * @param outcome what the cache did
	 */
	void answered(Caller caller, String topic, String text, CacheOutcome outcome) {
		this.lookups.increment();
		if (!text.startsWith(caller.signature())) {
			this.foreign.increment();
		}
		else if (!text.contains(topic)) {
			this.wrong.increment();
		}
		count(name(outcome));
		count(caller.kind() + "-" + name(outcome));
		if (outcome.status() == Status.STALE) {
			count("stale-hits");
		}
	}

	private static String name(CacheOutcome outcome) {
		return (outcome.layer() != null) ? outcome.layer() + "-hits" : outcome.status().toString();
	}

	/**
	 * A call failed.
	 */
	void failed() {
		this.lookups.increment();
		this.errors.increment();
	}

	/**
	 * Something else was done.
	 */
	void count(String what) {
		this.counts.computeIfAbsent(what.toLowerCase(Locale.ROOT), (name) -> new LongAdder()).increment();
	}

	double of(String what) {
		LongAdder count = this.counts.get(what);
		return (count != null) ? (double) count.sum() : 0;
	}

	double foreign() {
		return (double) this.foreign.sum();
	}

	void report(Figures figures) {
		double all = (double) this.lookups.sum();
		figures.report("lookups", all);
		figures.exactly("foreign-answers", foreign(), 0);
		figures.exactly("answers-about-something-else", (double) this.wrong.sum(), 0);
		figures.exactly("errors", (double) this.errors.sum(), 0);
		// Nobody is served a foreign answer where nobody is served any
		figures.atLeast("exact-hits", of("exact-hits"), all / 4);
		figures.atLeast("semantic-hits", of("semantic-hits"), all / 50);
		for (String kind : new String[] { "public", "tenant", "user" }) {
			figures.report(kind + "-exact-hits", of(kind + "-exact-hits"));
			figures.report(kind + "-semantic-hits", of(kind + "-semantic-hits"));
		}
		for (String other : new String[] { "stale-hits", "miss", "coalesced", "bypass", "invalidations", "erasures" }) {
			figures.report(other, of(other));
		}
	}

}
