package dev.llmcache.report;

import java.time.Duration;
import java.util.List;

import dev.llmcache.pricing.Cost;
import dev.llmcache.pricing.ModelTokens;

/**
 * What was saved, what that has cost, and what is left.
 *
 * @param savings what was saved, by what saved it and by model
 * @param expenses what the cache itself has cost
 */
public record Accounts(List<LayerSavings> savings, List<Expense> expenses) {

	public Accounts {
		savings = List.copyOf(savings);
		expenses = List.copyOf(expenses);
	}

	/**
	 * The accounts of all parts of the cache at this moment.
	 * @param sources the parts
	 * @return their accounts
	 */
	public static Accounts of(List<SavingsSource> sources) {
		return new Accounts(sources.stream().flatMap((source) -> source.savings().stream()).toList(),
				sources.stream().flatMap((source) -> source.expenses().stream()).toList());
	}

	/**
	 * What is left of all.
	 * @return savings less expenses
	 */
	public Net net() {
		return net(this.savings, this.expenses);
	}

	/**
	 * What is left of one layer.
	 * @param by the layer
	 * @return its savings less its expenses
	 */
	public Net net(SavedBy by) {
		return net(this.savings.stream().filter((saved) -> saved.by() == by).toList(),
				this.expenses.stream().filter((spent) -> spent.by() == by).toList());
	}

	private static Net net(List<LayerSavings> savings, List<Expense> expenses) {
		Net saved = savings.stream()
			.map((each) -> new Net(each.time(), each.tokens(), each.cost()))
			.reduce(Net.NONE, Net::plus);
		Net spent = expenses.stream()
			.map((each) -> new Net(each.time(), each.tokens(), each.cost()))
			.reduce(Net.NONE, Net::plus);
		return new Net(saved.time().minus(spent.time()), saved.tokens().minus(spent.tokens()),
				saved.cost().minus(spent.cost()));
	}

	/**
	 * Time, tokens and money.
	 *
	 * @param time the time
	 * @param tokens tokens of any models
	 * @param cost the money
	 */
	public record Net(Duration time, ModelTokens tokens, Cost cost) {

		/** Nothing. */
		public static final Net NONE = new Net(Duration.ZERO, ModelTokens.NONE, Cost.NONE);

		Net plus(Net other) {
			return new Net(this.time.plus(other.time), this.tokens.plus(other.tokens), this.cost.plus(other.cost));
		}

	}

}
