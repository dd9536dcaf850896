package dev.llmcache.report;

import java.time.Duration;

import dev.llmcache.pricing.Cost;
import dev.llmcache.pricing.ModelTokens;
import dev.llmcache.pricing.PriceList;

/**
 * Calls that one model did not have to answer.
 *
 * @param answers how many calls
 * @param nanos nanoseconds that the model took for their answers
 * @param tokens their tokens, as far as the model told
 * @param uncounted calls of which the model did not tell all tokens
 */
public record ModelSavings(long answers, long nanos, ModelTokens tokens, long uncounted) {

	/** Nothing. */
	static final ModelSavings NONE = new ModelSavings(0, 0, ModelTokens.NONE, 0);

	public Duration time() {
		return Duration.ofNanos(this.nanos);
	}

	ModelSavings plus(ModelSavings other) {
		return new ModelSavings(this.answers + other.answers, this.nanos + other.nanos, this.tokens.plus(other.tokens),
				this.uncounted + other.uncounted);
	}

	ModelSavings minus(ModelSavings other) {
		return new ModelSavings(this.answers - other.answers, this.nanos - other.nanos, this.tokens.minus(other.tokens),
				this.uncounted + other.uncounted);
	}

	/**
	 * What the calls would have cost.
	 * @param model name of the model
	 * @param prices what tokens cost
	 * @return the cost, unknown where the price or the number of tokens is
	 */
	public Cost cost(String model, PriceList prices) {
		return prices.costOf(model, this.tokens, this.uncounted);
	}

}
