package dev.llmcache.semantic.guard;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Vetoes when each question names one of a kind that the other does not: a unit, a
 * medium.
 */
final class KindGuard implements Guard {

	private final String name;

	private final List<Map<String, String>> kinds;

	/**
	 * Creates a guard.
	 * @param name the guard's name
	 * @param kinds for each kind, words and the one that stands for it and its synonyms
	 */
	KindGuard(String name, List<Map<String, String>> kinds) {
		this.name = name;
		this.kinds = kinds;
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public boolean vetoes(Question one, Question other) {
		return this.kinds.stream().anyMatch((kind) -> differ(kind, one, other));
	}

	private static boolean differ(Map<String, String> kind, Question one, Question other) {
		Set<String> ones = named(kind, one);
		Set<String> others = ones.isEmpty() ? Set.of() : named(kind, other);
		return !ones.containsAll(others) && !others.containsAll(ones);
	}

	private static Set<String> named(Map<String, String> kind, Question question) {
		Set<String> named = Set.of();
		for (Token token : question.tokens()) {
			String word = kind.get(token.form());
			if (word != null) {
				named = named.isEmpty() ? new HashSet<>() : named;
				named.add(word);
			}
		}
		return named;
	}

}
