package dev.llmcache.actuate;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.llmcache.report.Accounts.Net;
import dev.llmcache.report.CallResult;
import dev.llmcache.report.HistoryPoint;
import dev.llmcache.report.Traffic;

/**
 * What the cache is made of and what it has done on this instance.
 *
 * @param enabled whether it takes part in calls
 * @param since since when it counts
 * @param layers its layers
 * @param policies names of its policies
 * @param requests calls by how they ended
 * @param hitRates how many were answered from the cache of late, the shortest window
 * first
 * @param bypasses calls that the cache stayed out of, by reason, the most frequent first
 * @param misses calls that no stored answer would do for, by reason, the most frequent
 * first
 * @param rejections answers that were not stored, by reason, the most frequent first
 * @param saved what each layer has saved of each model
 * @param spent what the cache itself has cost
 * @param net what is left
 * @param stores what stores hold, and whether their servers answer
 * @param resting what failed and is not asked for a while
 * @param prices where prices are from
 */
public record Overview(boolean enabled, Instant since, List<LayerStatus> layers, List<String> policies,
		RequestCounts requests, List<HitRate> hitRates, Map<String, Long> bypasses, Map<String, Long> misses,
		Map<String, Long> rejections, List<SavedStatus> saved, List<SpentStatus> spent, NetStatus net,
		List<StoreStatus> stores, List<String> resting, PricesStatus prices) {

	/**
	 * A layer.
	 *
	 * @param name its name
	 * @param enabled whether it is switched on
	 */
	public record LayerStatus(String name, boolean enabled) {

	}

	/**
	 * Calls by how they ended.
	 *
	 * @param total all of them
	 * @param hit answered from the cache
	 * @param stale answered from the cache with what had grown old
	 * @param coalesced given the answer to another call at the same time
	 * @param miss answered by the model
	 * @param bypass the cache stayed out of them
	 * @param error the model failed
	 */
	public record RequestCounts(long total, long hit, long stale, long coalesced, long miss, long bypass, long error) {

		static RequestCounts of(Traffic traffic) {
			return new RequestCounts(traffic.total(),
					traffic.count(CallResult.EXACT_HIT) + traffic.count(CallResult.SEMANTIC_HIT),
					traffic.count(CallResult.EXACT_STALE) + traffic.count(CallResult.SEMANTIC_STALE),
					traffic.count(CallResult.COALESCED), traffic.count(CallResult.MISS),
					traffic.count(CallResult.BYPASS), traffic.count(CallResult.ERROR));
		}

	}

	/**
	 * How many calls were answered from the cache within a time. Those that it stayed out
	 * of do not count.
	 *
	 * @param window the time until now, or since the start
	 * @param requests calls that were looked up
	 * @param hitRate which share of them was answered, from 0 to 1
	 * @param layers the share that each layer answered, and {@code single-flight}, which
	 * is not in the hit rate
	 */
	public record HitRate(Duration window, long requests, double hitRate, Map<String, Double> layers) {

		static HitRate of(Duration window, HistoryPoint last) {
			double exact = share(last.exact(), last.requests());
			double semantic = share(last.semantic(), last.requests());
			return new HitRate(window, last.requests(), share(last.exact() + last.semantic(), last.requests()), Map
				.of("exact", exact, "semantic", semantic, "single-flight", share(last.coalesced(), last.requests())));
		}

		private static double share(long part, long whole) {
			// A call that ends meanwhile may be in the one and not yet in the other
			return (whole > 0) ? Math.min(1, (double) part / whole) : 0;
		}

	}

	/**
	 * What was saved less what that has cost.
	 *
	 * @param milliseconds time of models, less the time of lookups and embeddings
	 * @param promptTokens tokens of prompts
	 * @param completionTokens tokens of answers
	 * @param usd US dollars, of what prices are known for
	 * @param unpriced models whose price or number of tokens is not known
	 */
	public record NetStatus(long milliseconds, long promptTokens, long completionTokens, BigDecimal usd,
			Set<String> unpriced) {

		static NetStatus of(Net net) {
			return new NetStatus(net.time().toMillis(), net.tokens().input(), net.tokens().output(),
					net.cost().dollars(), net.cost().unknown());
		}

	}

	/**
	 * Where prices are from that the application does not tell.
	 *
	 * @param asOf day of the table
	 */
	public record PricesStatus(LocalDate asOf) {

	}

}
