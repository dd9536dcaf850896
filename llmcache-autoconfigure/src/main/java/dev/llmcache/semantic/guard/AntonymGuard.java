package dev.llmcache.semantic.guard;

import java.util.List;

import dev.llmcache.semantic.guard.Token.Kind;

/**
 * Vetoes when one question has a word where the other has its opposite, in any degree of
 * comparison: {@code easiest} and {@code hard}.
 * <p>
 * {@code Less expensive} is not opposed to {@code cheap}, nor {@code less} to
 * {@code more} where each belongs to a word of its own.
 */
final class AntonymGuard implements Guard {

	@Override
	public String name() {
		return "antonyms";
	}

	@Override
	public boolean vetoes(Question one, Question other) {
		return hasOpposite(one, other) || hasOpposite(other, one);
	}

	private static boolean hasOpposite(Question one, Question other) {
		List<Token> tokens = one.tokens();
		for (int i = 0; i < tokens.size(); i++) {
			Token token = tokens.get(i);
			if (token.kind() == Kind.WORD && !other.contains(token.form()) && !other.containsStem(token.stem())
					&& !Degree.isOfNext(tokens, i) && (isOpposed(token.stem(), tokens, i, one, other)
							|| isOpposed(token.base(), tokens, i, one, other))) {
				return true;
			}
		}
		return false;
	}

	private static boolean isOpposed(String stem, List<Token> tokens, int at, Question one, Question other) {
		for (String opposite : Antonyms.of(stem)) {
			if (other.containsBase(opposite) && !one.containsBase(opposite)
					&& isOpposed(other.tokens(), opposite, Degree.isLess(tokens, at))) {
				return true;
			}
		}
		return false;
	}

	private static boolean isOpposed(List<Token> tokens, String opposite, boolean less) {
		for (int i = 0; i < tokens.size(); i++) {
			Token token = tokens.get(i);
			if (token.kind() == Kind.WORD && (token.stem().equals(opposite) || token.base().equals(opposite))
					&& !Degree.isOfNext(tokens, i) && Degree.isLess(tokens, i) == less) {
				return true;
			}
		}
		return false;
	}

}
