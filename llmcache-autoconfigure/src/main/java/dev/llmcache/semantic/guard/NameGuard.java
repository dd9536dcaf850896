package dev.llmcache.semantic.guard;

import java.util.List;
import java.util.Set;

import dev.llmcache.semantic.guard.Token.Kind;

/**
 * Vetoes when one question has a name where the other has something else.
 * <p>
 * A name is known by its capital inside a sentence, so this is for languages that do not
 * capitalise other words.
 */
final class NameGuard implements Guard {

	private final Set<String> openings;

	private final Set<String> particles;

	NameGuard() {
		WordTable table = WordTable.load("en/names.txt");
		this.openings = table.words("openings");
		this.particles = table.words("particles");
	}

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

	private boolean hasName(List<Token> missing, Question question) {
		return missing.stream().anyMatch((token) -> isName(token) || isFirstName(token, question.tokens()))
				&& !isShouted(question);
	}

	/** Whether a word at the beginning, where all have capitals, is before a name. */
	private boolean isFirstName(Token token, List<Token> tokens) {
		int at = tokens.indexOf(token);
		if (!token.sentenceStart() || at + 1 == tokens.size() || this.openings.contains(token.form())
				|| !isCapital(token)) {
			return false;
		}
		Token next = tokens.get(at + 1);
		return next.kind() == Kind.WORD && (isCapital(next) || this.particles.contains(next.form()));
	}

	private static boolean isCapital(Token token) {
		return Character.isUpperCase(token.text().codePointAt(0));
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
