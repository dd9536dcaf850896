package dev.llmcache.semantic.guard;

import java.util.List;
import java.util.Set;

/**
 * Vetoes when a word that restricts what is asked for is in one question only: a
 * superlative, {@code except}, {@code used to be}.
 */
final class RestrictionGuard implements Guard {

	private final Set<String> restrictions = WordTable.load("en/questions.txt").words("restrictions");

	@Override
	public String name() {
		return "restrictions";
	}

	@Override
	public boolean vetoes(Question one, Question other) {
		return this.restrictions.stream().anyMatch((word) -> one.contains(word) != other.contains(word))
				|| isPast(one.tokens()) != isPast(other.tokens());
	}

	private static boolean isPast(List<Token> tokens) {
		for (int i = 0; i + 2 < tokens.size(); i++) {
			String form = tokens.get(i).form();
			if ((form.equals("used") || form.equals("use")) && tokens.get(i + 1).form().equals("to")
					&& tokens.get(i + 2).form().equals("be")) {
				return true;
			}
		}
		return false;
	}

}
