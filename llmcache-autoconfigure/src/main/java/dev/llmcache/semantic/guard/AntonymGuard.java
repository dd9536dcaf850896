package dev.llmcache.semantic.guard;

import java.util.List;
import java.util.stream.Stream;

import dev.llmcache.semantic.guard.Token.Kind;

/**
 * Vetoes when one question has a word where the other has its opposite, in any degree of
 * comparison: {@code easiest} and {@code hard}.
 * <p>
 * {@code Less expensive} is not opposed to {@code cheap}, nor {@code less} to
 * {@code more} where each belongs to a word of its own.
 */
final class AntonymGuard implements Guard {

	/** Each pair both ways round. */
	private final List<String[]> prefixes = WordTable.load("en/antonyms.txt")
		.lines("prefixes")
		.stream()
		.map((line) -> line.split(" \\| ", -1))
		.flatMap((pair) -> Stream.of(pair, new String[] { pair[1], pair[0] }))
		.toList();

	@Override
	public String name() {
		return "antonyms";
	}

	@Override
	public boolean vetoes(Question one, Question other) {
		return hasOpposite(one, other) || hasOpposite(other, one) || hasOppositePrefix(one, other)
				|| hasOppositePrefix(other, one);
	}

	private boolean hasOppositePrefix(Question one, Question other) {
		for (Token token : one.tokens()) {
			if (token.content() && !other.contains(token.form()) && isPrefixOpposed(token.form(), one, other)) {
				return true;
			}
		}
		return false;
	}

	private boolean isPrefixOpposed(String form, Question one, Question other) {
		for (String[] pair : this.prefixes) {
			if (form.startsWith(pair[0])) {
				String opposite = pair[1] + form.substring(pair[0].length());
				if (other.contains(opposite) && !one.contains(opposite)) {
					return true;
				}
			}
		}
		return false;
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
