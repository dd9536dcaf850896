package dev.llmcache.actuate;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.llmcache.LlmCache;
import dev.llmcache.actuate.Overview.HitRate;
import dev.llmcache.actuate.Overview.LayerStatus;
import dev.llmcache.actuate.Overview.NetStatus;
import dev.llmcache.actuate.Overview.PricesStatus;
import dev.llmcache.actuate.Overview.RequestCounts;
import dev.llmcache.pricing.PriceList;
import dev.llmcache.report.Accounts;
import dev.llmcache.report.store.BreakerReport;
import dev.llmcache.report.History;
import dev.llmcache.report.Ledger;
import dev.llmcache.report.SavingsSource;
import dev.llmcache.report.store.StoreReporter;
import dev.llmcache.report.Traffic;

/**
 * Finds out what the cache has done on this instance.
 * <p>
 * Thread-safe.
 */
public final class OverviewReader {

	private static final List<Duration> WINDOWS = List.of(Duration.ofMinutes(1), Duration.ofMinutes(5),
			Duration.ofHours(1), Duration.ofDays(1));

	private final LlmCache cache;

	private final PolicyStatuses policies;

	private final Ledger ledger;

	private final History history;

	private final List<SavingsSource> sources;

	private final StoreReporter stores;

	private final PriceList prices;

	/**
	 * Creates a reader.
	 * @param cache the cache
	 * @param policies how its policies do
	 * @param ledger what was counted
	 * @param history how counts grew
	 * @param sources what knows of savings
	 * @param stores tells what stores hold
	 * @param prices what tokens cost
	 */
	public OverviewReader(LlmCache cache, PolicyStatuses policies, Ledger ledger, History history,
			List<SavingsSource> sources, StoreReporter stores, PriceList prices) {
		this.cache = cache;
		this.policies = policies;
		this.ledger = ledger;
		this.history = history;
		this.sources = List.copyOf(sources);
		this.stores = stores;
		this.prices = prices;
	}

	Overview read() {
		Traffic traffic = this.ledger.traffic();
		Accounts accounts = Accounts.of(this.sources);
		return new Overview(this.cache.isEnabled(), this.ledger.since(), layers(), this.policies.names(),
				RequestCounts.of(traffic),
				WINDOWS.stream().map((window) -> HitRate.of(window, this.history.last(window))).toList(),
				top(traffic.bypasses()), top(traffic.misses()), top(traffic.rejections()),
				accounts.savings().stream().map(SavedStatus::of).toList(),
				accounts.expenses().stream().map(SpentStatus::of).toList(), NetStatus.of(accounts.net()),
				this.stores.reports().stream().map(StoreStatus::of).toList(), resting(),
				new PricesStatus(this.prices.asOf()));
	}

	private List<String> resting() {
		return this.stores.breakers().stream().filter(BreakerReport::open).map(BreakerReport::name).toList();
	}

	private List<LayerStatus> layers() {
		return this.cache.layers()
			.stream()
			.map((layer) -> new LayerStatus(layer.name(), this.cache.isEnabled(layer)))
			.toList();
	}

	private static Map<String, Long> top(Map<String, Long> counts) {
		Map<String, Long> top = new LinkedHashMap<>();
		counts.entrySet()
			.stream()
			.sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
				.thenComparing(Map.Entry.comparingByKey()))
			.forEach((count) -> top.put(count.getKey(), count.getValue()));
		return top;
	}

}
