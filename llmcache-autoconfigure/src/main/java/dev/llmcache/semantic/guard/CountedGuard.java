package dev.llmcache.semantic.guard;

import java.util.List;

import dev.llmcache.semantic.guard.Token.Kind;

/**
 * Vetoes when the same number counts other things, in any language: {@code 3 meses} and
 * {@code 3 años}.
 */
final class CountedGuard implements Guard {

	@Override
	public String name() {
		return "counted";
	}

	@Override
	public boolean vetoes(Question one, Question other) {
		return differ(one, other) || differ(other, one);
	}

	private static boolean differ(Question one, Question other) {
		List<Token> tokens = one.tokens();
		for (int i = 0; i + 1 < tokens.size(); i++) {
			if (tokens.get(i).kind() == Kind.NUMBER && isOwn(tokens.get(i + 1), other)
					&& countsOther(tokens.get(i).form(), one, other.tokens())) {
				return true;
			}
		}
		return false;
	}

	private static boolean countsOther(String number, Question one, List<Token> tokens) {
		boolean found = false;
		for (int i = 0; i < tokens.size(); i++) {
			if (tokens.get(i).kind() == Kind.NUMBER && tokens.get(i).form().equals(number)) {
				if (i + 1 == tokens.size() || !isOwn(tokens.get(i + 1), one)) {
					return false;
				}
				found = true;
			}
		}
		return found;
	}

	/** Whether a word is one that the other question has not, under no name. */
	private static boolean isOwn(Token word, Question other) {
		if (!word.content() || Words.has(other, word)) {
			return false;
		}
		String unit = Vocabulary.UNITS.get(word.form());
		return unit == null || other.tokens().stream().noneMatch((token) -> unit.equals(Vocabulary.unit(token)));
	}

}
