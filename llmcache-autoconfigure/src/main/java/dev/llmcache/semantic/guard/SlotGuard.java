package dev.llmcache.semantic.guard;

import java.util.List;

/**
 * Vetoes when two questions differ in the one noun that fills the same place of both:
 * {@code descale the kettle} and {@code descale the toaster}.
 * <p>
 * Both have exactly one content word that the other has not, after the same determiner or
 * preposition and at the end of a phrase. Other single words that differ are left alone:
 * verbs and adjectives are more often replaced by one that means the same.
 */
final class SlotGuard implements Guard {

	@Override
	public String name() {
		return "slots";
	}

	@Override
	public boolean vetoes(Question one, Question other) {
		List<Token> ones = Words.missing(one, other);
		List<Token> others = Words.missing(other, one);
		if (ones.size() != 1 || others.size() != 1) {
			return false;
		}
		String before = beforeNoun(one.tokens(), ones.getFirst());
		return !before.isEmpty() && before.equals(beforeNoun(other.tokens(), others.getFirst()));
	}

	/** The word before a noun that ends a phrase, or nothing if the token is none. */
	private static String beforeNoun(List<Token> tokens, Token token) {
		int at = tokens.indexOf(token);
		boolean last = at + 1 == tokens.size();
		if (at == 0 || !(last || endsPhrase(tokens.get(at + 1)))) {
			return "";
		}
		String before = tokens.get(at - 1).form();
		return Vocabulary.BEFORE_NOUNS.contains(before) ? before : "";
	}

	private static boolean endsPhrase(Token next) {
		return next.kind() == Token.Kind.WORD && Vocabulary.FUNCTION_WORDS.contains(next.form())
				&& !Vocabulary.DETERMINERS.contains(next.form());
	}

}
