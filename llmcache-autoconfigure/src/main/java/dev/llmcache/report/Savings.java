package dev.llmcache.report;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

import dev.llmcache.pricing.Cost;
import dev.llmcache.pricing.ModelTokens;
import dev.llmcache.pricing.PriceList;

/**
 * Calls that models did not have to answer, and what they would have taken. What a model
 * said nothing about counts as none.
 *
 * @param models what each model was spared, by name
 */
public record Savings(Map<String, ModelSavings> models) {

	/** Nothing. */
	public static final Savings NONE = new Savings(Map.of());

	public Savings {
		models = Map.copyOf(models);
	}

	/**
	 * Calls of all models.
	 * @return how many
	 */
	public long answers() {
		return this.models.values().stream().mapToLong(ModelSavings::answers).sum();
	}

	/**
	 * What the models took for the answers.
	 * @return the sum
	 */
	public Duration time() {
		return Duration.ofNanos(this.models.values().stream().mapToLong(ModelSavings::nanos).sum());
	}

	/**
	 * Tokens of all models.
	 * @return the sum
	 */
	public ModelTokens tokens() {
		return this.models.values().stream().map(ModelSavings::tokens).reduce(ModelTokens.NONE, ModelTokens::plus);
	}

	/**
	 * What the calls would have cost.
	 * @param prices what tokens cost
	 * @return the cost
	 */
	public Cost cost(PriceList prices) {
		return this.models.entrySet()
			.stream()
			.map((model) -> model.getValue().cost(model.getKey(), prices))
			.reduce(Cost.NONE, Cost::plus);
	}

	public Savings plus(Savings other) {
		return combine(other, ModelSavings::plus);
	}

	public Savings minus(Savings other) {
		return combine(other, ModelSavings::minus);
	}

	private Savings combine(Savings other, BinaryOperator<ModelSavings> how) {
		Map<String, ModelSavings> all = new TreeMap<>(this.models);
		other.models
			.forEach((model, theirs) -> all.put(model, how.apply(all.getOrDefault(model, ModelSavings.NONE), theirs)));
		return new Savings(all);
	}

}
