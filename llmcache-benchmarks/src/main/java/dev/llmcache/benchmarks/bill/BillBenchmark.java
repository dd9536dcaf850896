package dev.llmcache.benchmarks.bill;

import java.math.BigDecimal;
import java.util.List;

import dev.llmcache.benchmarks.Benchmark;
import dev.llmcache.benchmarks.Figures;
import dev.llmcache.pricing.Cost;
import dev.llmcache.report.Accounts;
import dev.llmcache.report.CallResult;
import dev.llmcache.report.Expense;
import dev.llmcache.report.Expense.On;
import dev.llmcache.report.LayerSavings;
import dev.llmcache.report.SavedBy;

/**
 * Replays a day of questions without the cache and with it, and compares what the
 * provider's server charged with what the cache says that it saved.
 */
public final class BillBenchmark implements Benchmark {

	private static final double CENT = 0.01;

	@Override
	public void run(List<String> arguments, Figures all) {
		Figures figures = all.startingWith("bill-");
		List<AskedQuestion> questions = Traffic.of(BillOptions.parse(arguments));
		try (QuestionMeanings meanings = new QuestionMeanings()) {
			// Computing them is not what is measured
			questions.forEach((question) -> meanings.of(question.text()));
			Day without = Day.replay(questions, meanings, false);
			Day with = Day.replay(questions, meanings, true);
			figures.report("questions", questions.size());
			figures.report("without-usd", without.bill().dollars().doubleValue());
			figures.report("with-usd", with.bill().dollars().doubleValue());
			figures.report("without-model-calls", (double) without.bill().calls());
			figures.report("with-model-calls", (double) with.bill().calls());
			compare(without, with, figures);
			reportHitRates(with, figures);
			figures.report("without-median-ms", without.times().medianMillis());
			figures.report("with-median-ms", with.times().medianMillis());
			figures.report("with-hit-median-ms", with.times().hitMillis());
		}
	}

	private static void compare(Day without, Day with, Figures figures) {
		BigDecimal difference = without.bill().dollars().subtract(with.bill().dollars());
		Accounts accounts = with.accounts();
		for (SavedBy by : SavedBy.values()) {
			figures.report("saved-" + by.code() + "-usd", sum(
					accounts.savings().stream().filter((saved) -> saved.by() == by).map(LayerSavings::cost).toList()));
		}
		for (On on : new On[] { On.EMBEDDING, On.AUDIT, On.REFRESH }) {
			List<Expense> expenses = accounts.expenses().stream().filter((spent) -> spent.on() == on).toList();
			figures.report("spent-" + on.code() + "-usd", sum(expenses.stream().map(Expense::cost).toList()));
			figures.report("spent-" + on.code() + "-tokens",
					expenses.stream()
						.mapToDouble((spent) -> (double) (spent.tokens().input() + spent.tokens().output()))
						.sum());
		}
		BigDecimal net = accounts.net().cost().dollars();
		figures.report("difference-usd", difference.doubleValue());
		figures.report("reported-net-usd", net.doubleValue());
		figures.atMost("reported-error-usd", net.subtract(difference).abs().doubleValue(), CENT);
		figures.exactly("models-without-price", accounts.net().cost().unknown().size(), 0);
	}

	private static double sum(List<Cost> costs) {
		return costs.stream().map(Cost::dollars).reduce(BigDecimal.ZERO, BigDecimal::add).doubleValue();
	}

	private static void reportHitRates(Day with, Figures figures) {
		double calls = with.results().values().stream().mapToLong(Long::longValue).sum();
		double bypassed = with.results().getOrDefault(CallResult.BYPASS, 0L);
		double asked = Math.max(1, calls - bypassed);
		figures.report("exact-hit-rate", with.results().getOrDefault(CallResult.EXACT_HIT, 0L) / asked);
		figures.report("semantic-hit-rate", with.results().getOrDefault(CallResult.SEMANTIC_HIT, 0L) / asked);
		figures.report("coalesced-rate", with.results().getOrDefault(CallResult.COALESCED, 0L) / asked);
		figures.report("bypassed-share", bypassed / Math.max(1, calls));
	}

}
