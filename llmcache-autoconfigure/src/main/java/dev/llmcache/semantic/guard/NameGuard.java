package dev.llmcache.semantic.guard;

import java.util.List;

import dev.llmcache.semantic.guard.Token.Kind;

/**
 * Vetoes when one question has a name where the other has something else.
 * <p>
 * A name is known by its capital inside a sentence, so this is for languages that do not
 * capitalise other words.
 */
final class NameGuard implements Guard {

	@Override
	public String name() {
		return "names";
	}

	@Override
	public boolean vetoes(Question one, Question other) {
		List<Token> ones = Words.missing(one, other);
		List<Token> others = Words.missing(other, one);
		return !ones.isEmpty() && !others.isEmpty() && (hasName(ones, one) || hasName(others, other));
	}

	private static boolean hasName(List<Token> missing, Question question) {
		return missing.stream().anyMatch(NameGuard::isName) && !isShouted(question);
	}

	private static boolean isName(Token token) {
		long capitals = token.text().codePoints().filter(Character::isUpperCase).count();
		return capitals > 1 || (!token.sentenceStart() && Character.isUpperCase(token.text().codePointAt(0)));
	}

	/** Whether nearly all words have capitals, so that they tell nothing. */
	private static boolean isShouted(Question question) {
		List<Token> words = question.tokens().stream().filter((token) -> token.kind() == Kind.WORD).toList();
		long capitalised = words.stream().filter((token) -> Character.isUpperCase(token.text().codePointAt(0))).count();
		return words.size() > 2 && capitalised * 4 > words.size() * 3L;
	}

}
