package dev.llmcache.semantic.guard;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Vetoes when a number, ordinal, amount, date or time of one question is not in the
 * other, or has another unit there.
 */
final class NumberGuard implements Guard {

	@Override
	public String name() {
		return "numbers";
	}

	@Override
	public boolean vetoes(Question one, Question other) {
		List<Quantity> ones = one.quantities();
		List<Quantity> others = other.quantities();
		if (ones.isEmpty() && others.isEmpty()) {
			return false;
		}
		return differ(ones, others) || unitsDiffer(ones, others);
	}

	private static boolean differ(List<Quantity> ones, List<Quantity> others) {
		Map<String, Integer> balance = new HashMap<>();
		ones.stream().filter((quantity) -> !quantity.loose()).forEach((q) -> balance.merge(q.value(), 1, Integer::sum));
		others.stream()
			.filter((quantity) -> !quantity.loose())
			.forEach((q) -> balance.merge(q.value(), -1, Integer::sum));
		for (Map.Entry<String, Integer> entry : balance.entrySet()) {
			int surplus = entry.getValue();
			List<Quantity> lacking = (surplus > 0) ? others : ones;
			if (Math.abs(surplus) > loose(lacking, entry.getKey())) {
				return true;
			}
		}
		return false;
	}

	private static long loose(List<Quantity> quantities, String value) {
		return quantities.stream().filter((quantity) -> quantity.loose() && quantity.value().equals(value)).count();
	}

	private static boolean unitsDiffer(List<Quantity> ones, List<Quantity> others) {
		return ones.stream().anyMatch((quantity) -> {
			Set<String> units = units(ones, quantity.value());
			Set<String> otherUnits = units(others, quantity.value());
			return !units.isEmpty() && !otherUnits.isEmpty() && !units.equals(otherUnits);
		});
	}

	private static Set<String> units(List<Quantity> quantities, String value) {
		Set<String> units = new HashSet<>();
		for (Quantity quantity : quantities) {
			if (quantity.value().equals(value) && !quantity.unit().isEmpty()) {
				units.add(quantity.unit());
			}
		}
		return units;
	}

}
