package dev.llmcache.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.llmcache.CachedAnswer;
import dev.llmcache.Precision;
import dev.llmcache.Trial;
import dev.llmcache.report.PolicyReport.ThresholdReport;

/**
 * Counts what would have been answered by the cosine similarity of the nearest question.
 * <p>
 * Thread-safe.
 */
final class ThresholdTallies {

	private static final int FROM = 70;

	private static final int TO = 99;

	private final List<Tally> steps;

	ThresholdTallies(ModelNames models) {
		this.steps = Stream.generate(() -> new Tally(models)).limit(TO - FROM + 1L).toList();
	}

	void add(Trial trial, CachedAnswer answer) {
		int hundredths = (int) Math.floor(trial.cosine() * 100 + 1e-9);
		if (trial.cosine() * 100 >= FROM) {
			this.steps.get(Math.min(hundredths, TO) - FROM).add(answer, trial.right());
		}
	}

	/** From each threshold on, the highest first. */
	List<ThresholdReport> reports(long requests) {
		List<ThresholdReport> reports = new ArrayList<>();
		Savings savings = Savings.NONE;
		Precision precision = Precision.UNKNOWN;
		for (int i = this.steps.size() - 1; i >= 0; i--) {
			Precision step = this.steps.get(i).precision();
			savings = savings.plus(this.steps.get(i).savings());
			precision = new Precision(precision.right() + step.right(), precision.judged() + step.judged());
			reports
				.add(new ThresholdReport((FROM + i) / 100.0, LayerReport.share(savings, requests), savings, precision));
		}
		return reports;
	}

}
