package dev.llmcache.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import dev.llmcache.pricing.Cost;
import dev.llmcache.pricing.ModelPrice;
import dev.llmcache.pricing.ModelTokens;
import dev.llmcache.pricing.PriceList;
import dev.llmcache.report.Expense.On;

/**
 * What remembered vectors have saved the application, and what it cost to embed for the
 * cache.
 * <p>
 * A text that is remembered counts as much time and as many tokens as those had on
 * average that this instance embedded with the model for the same use, or for any if
 * there are none; as long as there are none at all, it is not known what it would have
 * cost. What the cache remembers of its own saves nothing: without a cache nobody would
 * have embedded it.
 */
public final class EmbeddingSavings implements SavingsSource {

	private final Supplier<List<EmbeddingAccount>> accounts;

	private final PriceList prices;

	private final Map<String, Estimate> highest = new ConcurrentHashMap<>();

	/**
	 * Creates the source.
	 * @param accounts what was embedded and what was remembered
	 * @param prices what tokens cost
	 */
	public EmbeddingSavings(Supplier<List<EmbeddingAccount>> accounts, PriceList prices) {
		this.accounts = accounts;
		this.prices = prices;
	}

	@Override
	public List<LayerSavings> savings() {
		Map<String, Estimate> models = new TreeMap<>();
		List<EmbeddingAccount> all = this.accounts.get();
		all.stream()
			.filter((account) -> account.use() != EmbeddingUse.CACHE && account.remembered() > 0)
			.forEach((account) -> models.merge(account.model(), Estimate.of(account.remembered(), like(account, all)),
					Estimate::plus));
		List<LayerSavings> savings = new ArrayList<>();
		models.forEach((model, estimate) -> {
			// An average falls when shorter texts come, and what was saved does not
			Estimate known = this.highest.merge(model, estimate, Estimate::max);
			savings.add(new LayerSavings(SavedBy.EMBEDDING, model, known.texts(), Duration.ofNanos(known.nanos()),
					ModelTokens.ofInput(known.tokens()), cost(model, known.tokens(), known.uncounted())));
		});
		return savings;
	}

	private static EmbeddingAccount like(EmbeddingAccount remembered, List<EmbeddingAccount> all) {
		return (remembered.counted() > 0) ? remembered
				: all.stream()
					.filter((account) -> account.model().equals(remembered.model()))
					.reduce(EmbeddingAccount::plus)
					.orElse(remembered);
	}

	@Override
	public List<Expense> expenses() {
		return this.accounts.get()
			.stream()
			.filter((account) -> account.use() == EmbeddingUse.CACHE && account.calls() > 0)
			.map(this::expense)
			.toList();
	}

	// Whoever waits for it waits within a lookup, whose time has it
	private Expense expense(EmbeddingAccount account) {
		return new Expense(SavedBy.SEMANTIC, On.EMBEDDING, account.model(), account.calls(), Duration.ZERO,
				ModelTokens.ofInput(account.tokens()),
				cost(account.model(), account.tokens(), account.embedded() - account.counted()));
	}

	private Cost cost(String model, long tokens, long uncounted) {
		ModelPrice price = this.prices.find(model);
		// A model that embeds gives no answers
		return (price != null && price.input().signum() == 0) ? Cost.NONE
				: this.prices.costOf(model, ModelTokens.ofInput(tokens), uncounted);
	}

	/**
	 * What remembered texts would have taken.
	 *
	 * @param texts the texts
	 * @param nanos nanoseconds of the model
	 * @param tokens their tokens
	 * @param uncounted those of which nobody knows the tokens
	 */
	private record Estimate(long texts, long nanos, long tokens, long uncounted) {

		static Estimate of(long texts, EmbeddingAccount account) {
			return new Estimate(texts, share(account.time().toNanos(), texts, account.embedded()),
					share(account.tokens(), texts, account.counted()), (account.counted() > 0) ? 0 : texts);
		}

		private static long share(long sum, long of, long all) {
			return (all > 0) ? Math.round((double) sum * of / all) : 0;
		}

		Estimate plus(Estimate other) {
			return new Estimate(this.texts + other.texts, this.nanos + other.nanos, this.tokens + other.tokens,
					this.uncounted + other.uncounted);
		}

		Estimate max(Estimate later) {
			return new Estimate(Math.max(this.texts, later.texts), Math.max(this.nanos, later.nanos),
					Math.max(this.tokens, later.tokens), later.uncounted);
		}

	}

}
