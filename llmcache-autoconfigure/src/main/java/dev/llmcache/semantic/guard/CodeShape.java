package dev.llmcache.semantic.guard;

import java.util.regex.Pattern;

/**
 * Shapes by which text without spaces is known to be code and not words.
 */
final class CodeShape {

	private static final String SYMBOLS = "_\\=<>{}[]|^*~@$";

	private static final Pattern ABBREVIATION = Pattern.compile("(\\p{L}\\.)+\\p{L}?");

	private static final Pattern SENTENCES = Pattern.compile("\\p{L}+\\.\\p{Lu}\\p{L}*");

	static final Pattern OPTIONAL_PLURAL = Pattern.compile("[\\p{L}'-]+\\(e?s\\)");

	private CodeShape() {
	}

	/** Whether a chunk is an address: e-mail, URL, path or handle. */
	static boolean isAddress(String chunk) {
		return chunk.indexOf('@') >= 0 || chunk.contains("://") || chunk.startsWith("www.") || chunk.startsWith("/")
				|| (chunk.indexOf('/') != chunk.lastIndexOf('/') && hasLetter(chunk));
	}

	/** Whether a chunk without digits is code. */
	static boolean isCode(String chunk) {
		if (chunk.chars().anyMatch((character) -> SYMBOLS.indexOf(character) >= 0) || chunk.contains("::")
				|| chunk.startsWith("-")) {
			return true;
		}
		char last = chunk.charAt(chunk.length() - 1);
		if (last == '+' || last == '#' || chunk.indexOf('+') > 0) {
			return true;
		}
		if (chunk.indexOf('(') > 0) {
			return !OPTIONAL_PLURAL.matcher(chunk).matches();
		}
		return hasInnerPoint(chunk);
	}

	/** Whether letters are single ones with points between them, as in {@code U.S.}. */
	static boolean isAbbreviation(String chunk) {
		return ABBREVIATION.matcher(chunk).matches();
	}

	private static boolean hasInnerPoint(String chunk) {
		int point = chunk.indexOf('.');
		return point >= 0 && point + 1 < chunk.length() && !chunk.contains("..") && !isAbbreviation(chunk)
				&& !SENTENCES.matcher(chunk).matches();
	}

	private static boolean hasLetter(String chunk) {
		return chunk.codePoints().anyMatch(Character::isLetter);
	}

}
