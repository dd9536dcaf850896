package dev.llmcache.actuate;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import dev.llmcache.actuate.ConsoleFigures.DecisionStatus;
import dev.llmcache.actuate.ConsoleFigures.LatencyStatus;
import dev.llmcache.actuate.ConsoleFigures.SeriesStatus;
import dev.llmcache.actuate.ConsoleFigures.SimilarityStatus;
import dev.llmcache.report.History;
import dev.llmcache.report.Ledger;
import dev.llmcache.report.PolicyReport;

/**
 * Finds out all that the console shows.
 * <p>
 * Thread-safe.
 */
public final class ConsoleFiguresReader {

	private static final int DECISIONS = 100;

	private static final Duration RECENT = Duration.ofMinutes(15);

	private static final Duration DAY = Duration.ofDays(1);

	private final OverviewReader overview;

	private final PolicyStatuses policies;

	private final Ledger ledger;

	private final History history;

	private final InstantSource clock;

	/**
	 * Creates a reader.
	 * @param overview reads what the endpoint tells
	 * @param policies how policies do
	 * @param ledger what was counted
	 * @param history how counts grew
	 * @param clock tells when it was read
	 */
	public ConsoleFiguresReader(OverviewReader overview, PolicyStatuses policies, Ledger ledger, History history,
			InstantSource clock) {
		this.overview = overview;
		this.policies = policies;
		this.ledger = ledger;
		this.history = history;
		this.clock = clock;
	}

	/**
	 * Reads the figures of this moment.
	 * @return the figures
	 */
	public ConsoleFigures read() {
		return new ConsoleFigures(this.clock.instant(), this.overview.read(),
				SeriesStatus.of(this.history.recent(), RECENT), SeriesStatus.of(this.history.day(), DAY),
				LatencyStatus.of(this.ledger.hitLatency(), this.ledger.missLatency()), similarity(),
				this.ledger.latest(DECISIONS).stream().map(DecisionStatus::of).toList(),
				this.policies.names().stream().map(this.policies::of).filter(Objects::nonNull).toList());
	}

	private Map<String, SimilarityStatus> similarity() {
		Map<String, SimilarityStatus> all = new LinkedHashMap<>();
		for (PolicyReport report : this.ledger.reports()) {
			all.put(report.policy(), new SimilarityStatus(report.accepted().bounds(), report.accepted().counts(),
					report.rejected().counts(), this.policies.decisionLine(report.policy())));
		}
		return all;
	}

}
