package dev.llmcache.report;

import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import dev.llmcache.Layer;
import dev.llmcache.report.Accounts.Net;
import dev.llmcache.report.HistoryPoint.Saved;
import dev.llmcache.report.PolicyReport.Account;

/**
 * Reads what was counted until now.
 * <p>
 * Thread-safe.
 */
public final class PresentCounts implements Supplier<HistoryPoint> {

	private final Ledger ledger;

	private final List<SavingsSource> sources;

	private final InstantSource clock;

	/**
	 * Creates a reader.
	 * @param ledger what was counted
	 * @param sources what knows of savings
	 * @param clock tells the moment
	 */
	public PresentCounts(Ledger ledger, List<SavingsSource> sources, InstantSource clock) {
		this.ledger = ledger;
		this.sources = List.copyOf(sources);
		this.clock = clock;
	}

	@Override
	public HistoryPoint get() {
		List<PolicyReport> reports = this.ledger.reports();
		List<Account> served = reports.stream().map(PolicyReport::served).toList();
		return new HistoryPoint(this.clock.instant(), served.stream().mapToLong(Account::requests).sum(),
				answers(served, Layer.EXACT), answers(served, Layer.SEMANTIC),
				reports.stream().mapToLong((report) -> report.shared().answers()).sum(),
				this.ledger.traffic().count(CallResult.BYPASS), saved());
	}

	private Map<SavedBy, Saved> saved() {
		Accounts accounts = Accounts.of(this.sources);
		Map<SavedBy, Saved> saved = new EnumMap<>(SavedBy.class);
		for (SavedBy by : SavedBy.values()) {
			Net net = accounts.net(by);
			saved.put(by, new Saved(net.time().toNanos() / 1e6, net.cost().dollars().doubleValue()));
		}
		saved.values().removeIf(Saved.NOTHING::equals);
		return saved;
	}

	private static long answers(List<Account> accounts, Layer layer) {
		return accounts.stream()
			.flatMap((account) -> account.layers().stream())
			.filter((report) -> report.layer() == layer)
			.mapToLong((report) -> report.savings().answers())
			.sum();
	}

}
