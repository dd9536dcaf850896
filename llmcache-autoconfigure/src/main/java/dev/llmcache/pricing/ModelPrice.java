package dev.llmcache.pricing;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

/**
 * What tokens of a model cost, in US dollars for a million of them.
 *
 * @param input tokens of prompts that the provider's cache has no part in
 * @param output tokens of answers, or null if that is not known; a model that embeds has
 * none
 * @param cachedInput tokens that the provider reads from its cache, or null for the price
 * of input
 * @param cacheWrite tokens that the provider writes to its cache, or null for the price
 * of input
 */
public record ModelPrice(BigDecimal input, @Nullable BigDecimal output, @Nullable BigDecimal cachedInput,
		@Nullable BigDecimal cacheWrite) {

	/** Price of a model that costs nothing. */
	public static final ModelPrice FREE = new ModelPrice(BigDecimal.ZERO, BigDecimal.ZERO, null, null);

	private static final int MILLION = 6;

	/**
	 * Whether any number of tokens costs nothing.
	 * @return true for a model of one's own, such as one in this process
	 */
	public boolean isFree() {
		return this.input.signum() == 0 && this.output != null && this.output.signum() == 0
				&& orInput(this.cachedInput).signum() == 0 && orInput(this.cacheWrite).signum() == 0;
	}

	/**
	 * What tokens cost.
	 * @param model name of the model, told where a price is missing
	 * @param tokens the tokens
	 * @return the exact cost
	 */
	Cost costOf(String model, ModelTokens tokens) {
		BigDecimal sum = times(tokens.plainInput(), this.input)
			.add(times(tokens.cachedInput(), orInput(this.cachedInput)))
			.add(times(tokens.cacheWrite(), orInput(this.cacheWrite)));
		if (this.output != null) {
			return Cost.of(sum.add(times(tokens.output(), this.output)));
		}
		return (tokens.output() != 0) ? Cost.of(sum).plus(Cost.unknown(model)) : Cost.of(sum);
	}

	private BigDecimal orInput(@Nullable BigDecimal price) {
		return (price != null) ? price : this.input;
	}

	private static BigDecimal times(long tokens, BigDecimal perMillion) {
		return perMillion.multiply(BigDecimal.valueOf(tokens)).movePointLeft(MILLION);
	}

}
