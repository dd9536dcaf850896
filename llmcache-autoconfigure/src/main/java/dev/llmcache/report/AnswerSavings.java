package dev.llmcache.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.llmcache.Layer;
import dev.llmcache.pricing.Cost;
import dev.llmcache.pricing.ModelTokens;
import dev.llmcache.pricing.PriceList;
import dev.llmcache.report.Expense.On;
import dev.llmcache.report.LookupTally.LookupCount;

/**
 * What answers have saved that were not asked of a model, and what it took to find, audit
 * and refresh them.
 */
public final class AnswerSavings implements SavingsSource {

	private final Ledger ledger;

	private final PriceList prices;

	/**
	 * Creates the source.
	 * @param ledger what was counted
	 * @param prices what tokens cost
	 */
	public AnswerSavings(Ledger ledger, PriceList prices) {
		this.ledger = ledger;
		this.prices = prices;
	}

	@Override
	public List<LayerSavings> savings() {
		List<LayerSavings> all = new ArrayList<>();
		List<PolicyReport> reports = this.ledger.reports();
		for (Layer layer : List.of(Layer.EXACT, Layer.SEMANTIC)) {
			Savings savings = reports.stream()
				.flatMap((report) -> report.served().layers().stream())
				.filter((report) -> report.layer() == layer)
				.map(LayerReport::savings)
				.reduce(Savings.NONE, Savings::plus);
			all.addAll(rows(SavedBy.of(layer), savings));
		}
		all.addAll(rows(SavedBy.SINGLE_FLIGHT,
				reports.stream().map(PolicyReport::shared).reduce(Savings.NONE, Savings::plus)));
		return all;
	}

	private List<LayerSavings> rows(SavedBy by, Savings savings) {
		List<LayerSavings> rows = new ArrayList<>();
		savings.models()
			.forEach((model, saved) -> rows.add(new LayerSavings(by, model, saved.answers(), saved.time(),
					saved.tokens(), saved.cost(model, this.prices))));
		return rows;
	}

	@Override
	public List<Expense> expenses() {
		List<Expense> all = new ArrayList<>();
		for (Layer layer : List.of(Layer.EXACT, Layer.SEMANTIC)) {
			LookupCount count = this.ledger.lookups(layer);
			all.add(new Expense(SavedBy.of(layer), On.LOOKUP, Expense.NO_MODEL, count.lookups(), count.time(),
					ModelTokens.NONE, Cost.NONE));
		}
		List<PolicyReport> reports = this.ledger.reports();
		all.addAll(background(SavedBy.SEMANTIC, On.AUDIT, reports.stream().map(PolicyReport::audits)));
		for (Layer layer : List.of(Layer.EXACT, Layer.SEMANTIC)) {
			all.addAll(background(SavedBy.of(layer), On.REFRESH,
					reports.stream().map((report) -> report.refreshes().getOrDefault(layer, Savings.NONE))));
		}
		return all;
	}

	// Nobody waits for it
	private List<Expense> background(SavedBy by, On on, Stream<Savings> asked) {
		List<Expense> expenses = new ArrayList<>();
		asked.reduce(Savings.NONE, Savings::plus)
			.models()
			.forEach((model, answers) -> expenses.add(new Expense(by, on, model, answers.answers(), Duration.ZERO,
					answers.tokens(), answers.cost(model, this.prices))));
		return expenses;
	}

}
