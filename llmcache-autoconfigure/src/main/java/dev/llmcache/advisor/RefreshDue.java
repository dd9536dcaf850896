package dev.llmcache.advisor;

import java.time.Duration;
import java.util.random.RandomGenerator;

import dev.llmcache.Layer;
import dev.llmcache.Lifetimes;
import dev.llmcache.Lookup.Hit;

/**
 * Decides whether an answer is to be fetched anew.
 * <p>
 * A stale one always, and one that is to be audited; a fresh one by chance, the more
 * likely the sooner it expires and the longer the model takes, so that the one that is
 * asked for often is replaced before it expires (Vattani, Chierichetti and Lowenstein,
 * "Optimal Probabilistic Cache Stampede Prevention", VLDB 2015, with beta 1).
 */
final class RefreshDue {

	private RefreshDue() {
	}

	static boolean isDue(Lifetimes lifetimes, Hit hit, RandomGenerator random) {
		if (!hit.isFresh() || hit.audited()) {
			return true;
		}
		// What means the same is stored under another question, which stays as old as it
		// is
		boolean isEarly = lifetimes.earlyRefresh() && lifetimes.staleFor().isPositive() && hit.layer() == Layer.EXACT;
		return isEarly && earliness(hit.answer().modelTime(), random) >= hit.freshFor().toNanos();
	}

	private static double earliness(Duration modelTime, RandomGenerator random) {
		return -modelTime.toNanos() * Math.log(1 - random.nextDouble());
	}

}
