package dev.llmcache.pricing;

import java.math.BigDecimal;
import java.util.Set;
import java.util.TreeSet;

/**
 * An amount of money, and what is missing from it.
 *
 * @param dollars US dollars, exact, of all whose price is known; negative where more was
 * spent than saved
 * @param unknown names of models that are not in it, or not wholly, since their price or
 * the number of their tokens is not known
 */
public record Cost(BigDecimal dollars, Set<String> unknown) {

	/** Nothing, and nothing is missing. */
	public static final Cost NONE = new Cost(BigDecimal.ZERO, Set.of());

	public Cost {
		// So that equal amounts are equal
		dollars = dollars.stripTrailingZeros();
		unknown = Set.copyOf(unknown);
	}

	/**
	 * An amount from which nothing is missing.
	 * @param dollars US dollars
	 * @return the cost
	 */
	public static Cost of(BigDecimal dollars) {
		return new Cost(dollars, Set.of());
	}

	/**
	 * A cost about which nothing is known.
	 * @param model name of the model
	 * @return the cost
	 */
	public static Cost unknown(String model) {
		return new Cost(BigDecimal.ZERO, Set.of(model));
	}

	/**
	 * Whether nothing is missing.
	 * @return false if the amount is only a part
	 */
	public boolean isKnown() {
		return this.unknown.isEmpty();
	}

	public Cost plus(Cost other) {
		return new Cost(this.dollars.add(other.dollars), either(other));
	}

	/**
	 * The difference; what is missing from either is missing from it.
	 * @param other what is taken away
	 * @return the difference, which may be negative
	 */
	public Cost minus(Cost other) {
		return new Cost(this.dollars.subtract(other.dollars), either(other));
	}

	private Set<String> either(Cost other) {
		if (other.unknown.isEmpty()) {
			return this.unknown;
		}
		Set<String> both = new TreeSet<>(this.unknown);
		both.addAll(other.unknown);
		return both;
	}

}
