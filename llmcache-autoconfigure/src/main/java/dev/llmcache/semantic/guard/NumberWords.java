package dev.llmcache.semantic.guard;

import java.util.List;

import dev.llmcache.semantic.guard.Token.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Number written in words, such as {@code two hundred and five thousand}.
 *
 * @param value the number
 * @param end index of the first token after it; where it began if there is none
 */
record NumberWords(long value, int end) {

	private static final long LARGEST = 1_000_000_000_000L;

	static NumberWords read(List<Token> tokens, int start) {
		long total = 0;
		long group = 0;
		int end = start;
		for (int i = start; i < tokens.size(); i++) {
			Token token = tokens.get(i);
			Integer scale = Vocabulary.SCALES.get(token.form());
			Integer number = isDuration(tokens, i) ? null : number(token);
			if (scale != null && token.kind() == Kind.WORD && total < LARGEST) {
				long factor = (long) Math.pow(10, scale);
				long multiplied = Math.max(group, 1) * factor;
				total += (scale > 2) ? multiplied : 0;
				group = (scale > 2) ? 0 : multiplied;
			}
			else if (number != null && token.kind() == Kind.WORD && (end == start || fits(number, group, total))) {
				group += number;
			}
			else if (end > start && Vocabulary.NUMBER_LINKS.contains(token.form()) && group % 100 == 0
					&& i + 1 < tokens.size() && Vocabulary.NUMBERS.containsKey(tokens.get(i + 1).form())) {
				continue;
			}
			else {
				break;
			}
			end = i + 1;
		}
		return new NumberWords(total + group, end);
	}

	private static @Nullable Integer number(Token token) {
		Integer roman = Vocabulary.ROMAN_NUMBERS.get(token.text());
		return (roman != null) ? roman : Vocabulary.NUMBERS.get(token.form());
	}

	/**
	 * Whether a number can go on with another: twenty with five, not five with twenty.
	 */
	private static boolean fits(int number, long group, long total) {
		if (group == 0) {
			return total > 0;
		}
		return (number < 10) ? group % 10 == 0 && group % 100 != 10 : group % 100 == 0 && number < 100;
	}

	/** {@code a second} is a time, {@code the second} a number. */
	private static boolean isDuration(List<Token> tokens, int at) {
		if (at == 0 || !Vocabulary.UNITS.containsKey(tokens.get(at).form())) {
			return false;
		}
		Token before = tokens.get(at - 1);
		return before.kind() == Kind.NUMBER || Vocabulary.NUMBERS.containsKey(before.form())
				|| Vocabulary.BEFORE_UNITS.contains(before.form());
	}

}
