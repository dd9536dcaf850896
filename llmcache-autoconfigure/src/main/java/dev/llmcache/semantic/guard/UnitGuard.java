package dev.llmcache.semantic.guard;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * Vetoes when both questions name a unit or a currency that the other does not.
 */
final class UnitGuard implements Guard {

	/** Shorter ones are names and variables as often. */
	private static final int SHORTEST = 3;

	@Override
	public String name() {
		return "units";
	}

	@Override
	public boolean vetoes(Question one, Question other) {
		Set<String> ones = units(one);
		Set<String> others = ones.isEmpty() ? Set.of() : units(other);
		return !ones.containsAll(others) && !others.containsAll(ones);
	}

	private static Set<String> units(Question question) {
		return question.tokens()
			.stream()
			.filter((token) -> token.form().length() >= SHORTEST)
			.map((token) -> Vocabulary.UNITS.getOrDefault(token.form(), ""))
			.filter((unit) -> !unit.isEmpty())
			.collect(Collectors.toSet());
	}

}
