package dev.llmcache.semantic.guard;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Chunk with digits: a number, a range, a number with a word tied to it, or a code.
 */
final class NumberChunk {

	private static final Pattern TIED = Pattern.compile("([^-\\p{L}]*\\d[^-\\p{L}]*)-(\\p{L}[\\p{L}'-]*)");

	private static final Pattern RANGE = Pattern.compile("([^-]*\\d[^-]*)-([^-]*\\d[^-]*)");

	private NumberChunk() {
	}

	static void read(String chunk, boolean sentenceStart, List<Token> tokens) {
		String text = plain(chunk);
		Token number = number(text, sentenceStart);
		if (number != null) {
			tokens.add(number);
		}
		else if (!tied(text, sentenceStart, tokens) && !range(text, sentenceStart, tokens)) {
			mixed(text, sentenceStart, tokens);
		}
	}

	/** {@code #1's} is {@code 1}. */
	private static String plain(String chunk) {
		String text = chunk.replace('\u2013', '-').replace('\u2212', '-');
		text = text.endsWith("'s") ? text.substring(0, text.length() - 2) : text;
		boolean numbered = text.length() > 1 && text.charAt(0) == '#' && Character.isDigit(text.charAt(1));
		return numbered ? text.substring(1) : text;
	}

	private static @Nullable Token number(String text, boolean sentenceStart) {
		Numeral numeral = Numeral.parse(text);
		return (numeral != null) ? Token.number(text, numeral.value(), numeral.unit(), sentenceStart) : null;
	}

	/** {@code 3-day} is {@code 3 day}. */
	private static boolean tied(String text, boolean sentenceStart, List<Token> tokens) {
		Matcher matcher = TIED.matcher(text);
		Token number = matcher.matches() ? number(matcher.group(1), sentenceStart) : null;
		if (number == null) {
			return false;
		}
		tokens.add(number);
		WordChunk.read(matcher.group(2), false, tokens);
		return true;
	}

	/** {@code 10-20} is {@code 10 to 20}. */
	private static boolean range(String text, boolean sentenceStart, List<Token> tokens) {
		Matcher matcher = RANGE.matcher(text);
		if (!matcher.matches()) {
			return false;
		}
		Token low = number(matcher.group(1), sentenceStart);
		Token high = number(matcher.group(2), false);
		if (low == null || high == null) {
			return false;
		}
		tokens.add(low);
		tokens.add(high);
		return true;
	}

	private static void mixed(String text, boolean sentenceStart, List<Token> tokens) {
		boolean caseless = text.codePoints().filter(Character::isLetter).allMatch(NumberChunk::isCaseless);
		if (!caseless || text.codePoints().noneMatch(Character::isLetter)) {
			tokens.add(Token.code(text, sentenceStart));
			return;
		}
		// in scripts without capitals a prefix or suffix is written onto a number
		int from = 0;
		for (int i = 1; i <= text.length(); i++) {
			if (i == text.length() || Character.isDigit(text.charAt(i)) != Character.isDigit(text.charAt(i - 1))) {
				String part = text.substring(from, i);
				Token number = number(part, sentenceStart);
				if (number != null) {
					tokens.add(number);
				}
				else {
					WordChunk.read(part, sentenceStart, tokens);
				}
				from = i;
			}
		}
	}

	private static boolean isCaseless(int letter) {
		return !Character.isLowerCase(letter) && !Character.isUpperCase(letter) && !Character.isTitleCase(letter);
	}

}
