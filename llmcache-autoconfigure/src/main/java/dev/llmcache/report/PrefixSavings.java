package dev.llmcache.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

import dev.llmcache.prefix.PrefixCounts;
import dev.llmcache.pricing.Cost;
import dev.llmcache.pricing.ModelTokens;
import dev.llmcache.pricing.PriceList;
import dev.llmcache.report.Expense.On;

/**
 * What providers charged less for what they read from their caches, and what they charged
 * more for what they wrote to them. On the whole that may be a loss.
 * <p>
 * Tokens that are read are not spared: they are charged, for less. How much faster an
 * answer comes for them nobody tells.
 */
public final class PrefixSavings implements SavingsSource {

	private final Supplier<Map<String, PrefixCounts>> models;

	private final PriceList prices;

	/**
	 * Creates the source.
	 * @param models what providers told, by model
	 * @param prices what tokens cost
	 */
	public PrefixSavings(Supplier<Map<String, PrefixCounts>> models, PriceList prices) {
		this.models = models;
		this.prices = prices;
	}

	@Override
	public List<LayerSavings> savings() {
		List<LayerSavings> savings = new ArrayList<>();
		new TreeMap<>(this.models.get()).forEach((model, counts) -> {
			if (counts.readCalls() > 0) {
				Cost cheaper = plain(model, counts.readTokens())
					.minus(this.prices.costOf(model, new ModelTokens(counts.readTokens(), 0, counts.readTokens(), 0)));
				savings.add(new LayerSavings(SavedBy.PREFIX, model, counts.readCalls(), Duration.ZERO, ModelTokens.NONE,
						cheaper));
			}
		});
		return savings;
	}

	@Override
	public List<Expense> expenses() {
		List<Expense> expenses = new ArrayList<>();
		new TreeMap<>(this.models.get()).forEach((model, counts) -> {
			if (counts.writtenTokens() > 0) {
				Cost dearer = this.prices
					.costOf(model, new ModelTokens(counts.writtenTokens(), 0, 0, counts.writtenTokens()))
					.minus(plain(model, counts.writtenTokens()));
				expenses.add(new Expense(SavedBy.PREFIX, On.CACHE_WRITE, model, counts.writeCalls(), Duration.ZERO,
						ModelTokens.NONE, dearer));
			}
		});
		return expenses;
	}

	private Cost plain(String model, long tokens) {
		return this.prices.costOf(model, ModelTokens.ofInput(tokens));
	}

}
