package dev.llmcache.pricing;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Prices of models: those that the application tells before those of a dated table.
 * <p>
 * A model has the price of its exact name, else that of the longest name which is its own
 * but for who provides it and for a date or version; capitals do not matter. A model that
 * is not found has no price, rather than that of a similar one. Thread-safe.
 */
public final class PriceList {

	private static final String NAMELESS = "unknown";

	private final Map<String, ModelPrice> own;

	private final PriceTable table;

	/**
	 * Creates a list.
	 * @param own prices by model that come before those of the table
	 * @param table the table
	 */
	public PriceList(Map<String, ModelPrice> own, PriceTable table) {
		this.own = own.entrySet()
			.stream()
			.collect(Collectors.toUnmodifiableMap((price) -> ModelName.normal(price.getKey()), Map.Entry::getValue));
		this.table = table;
	}

	/**
	 * The list that comes with the library.
	 * @return its table alone
	 */
	public static PriceList standard() {
		return new PriceList(Map.of(), PriceTable.standard());
	}

	/**
	 * Day of the table.
	 * @return the day
	 */
	public LocalDate asOf() {
		return this.table.asOf();
	}

	/**
	 * Looks up a price.
	 * @param model name of the model as the provider or the application calls it
	 * @return its price, or null if that is not known
	 */
	public @Nullable ModelPrice find(@Nullable String model) {
		List<String> spellings = ModelName.spellings(ModelName.normal(Objects.requireNonNullElse(model, "")));
		ModelPrice told = find(spellings, this.own);
		return (told != null) ? told : find(spellings, this.table.prices());
	}

	/**
	 * What tokens of a model cost.
	 * @param model name of the model, or null if it gave none
	 * @param tokens the tokens
	 * @return the cost, which says so where a price is not known
	 */
	public Cost costOf(@Nullable String model, ModelTokens tokens) {
		String name = Objects.requireNonNullElse(model, NAMELESS);
		ModelPrice price = find(model);
		return (price != null) ? price.costOf(name, tokens) : Cost.unknown(name);
	}

	/**
	 * What calls cost of which the model did not count all tokens.
	 * @param model name of the model, or null if it gave none
	 * @param tokens those that it counted
	 * @param uncounted calls of which it did not
	 * @return the cost, unknown if there are any, unless the model is free
	 */
	public Cost costOf(@Nullable String model, ModelTokens tokens, long uncounted) {
		ModelPrice price = find(model);
		if (uncounted == 0 || (price != null && price.isFree())) {
			return costOf(model, tokens);
		}
		return costOf(model, tokens).plus(Cost.unknown(Objects.requireNonNullElse(model, NAMELESS)));
	}

	private static @Nullable ModelPrice find(List<String> spellings, Map<String, ModelPrice> prices) {
		for (String name : spellings) {
			ModelPrice exact = prices.get(name);
			if (exact != null) {
				return exact;
			}
		}
		return spellings.stream()
			.flatMap((name) -> prices.keySet().stream().filter((model) -> ModelName.isVersion(name, model)))
			.max(Comparator.comparingInt(String::length))
			.map(prices::get)
			.orElse(null);
	}

}
