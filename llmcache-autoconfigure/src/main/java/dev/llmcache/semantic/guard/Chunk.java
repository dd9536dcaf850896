package dev.llmcache.semantic.guard;

import java.util.List;
import java.util.Set;

/**
 * What stands between two spaces: punctuation around one or more tokens.
 */
final class Chunk {

	private static final String OPENS_CODE = "#@/_$";

	private static final String CLOSES_CODE = "%\u00B0+#_$\u20AC\u00A3\u00A5\u20B9";

	private static final String ENDS_SENTENCE = ".?!:\u2026\u3002\u061F\u0964";

	private static final Set<String> OPERATORS = Set.of("+", "*", "<", ">", "=", "==", "!=", "<=", ">=", "^", "&&",
			"||", "->", "=>", "\u00D7", "\u00F7", "\u2264", "\u2265", "\u2260");

	private final String text;

	private final boolean sentenceStart;

	private final List<Token> tokens;

	private Chunk(String text, boolean sentenceStart, List<Token> tokens) {
		this.text = text;
		this.sentenceStart = sentenceStart;
		this.tokens = tokens;
	}

	/**
	 * Adds the tokens of a chunk.
	 * @return whether the next chunk starts a sentence
	 */
	static boolean read(String text, boolean sentenceStart, List<Token> tokens) {
		int letters = countLetters(text);
		if (letters > 0 && (letters == text.length() || isEnd(text, letters))) {
			tokens.add(Token.word(text.substring(0, letters), sentenceStart));
			return letters < text.length() && ENDS_SENTENCE.indexOf(text.charAt(letters)) >= 0;
		}
		int from = 0;
		while (from < text.length() && !opens(text, from)) {
			from += Character.charCount(text.codePointAt(from));
		}
		int to = text.length();
		while (to > from && !closes(text, from, to)) {
			to -= Character.charCount(text.codePointBefore(to));
		}
		boolean startsNext = endsSentence(text, to);
		int before = tokens.size();
		if (from < to) {
			new Chunk(text.substring(from, to), sentenceStart, tokens).classify();
		}
		else if (OPERATORS.contains(text)) {
			tokens.add(Token.code(text, sentenceStart));
		}
		return startsNext || (sentenceStart && tokens.size() == before);
	}

	private static int countLetters(String text) {
		int at = 0;
		while (at < text.length()) {
			char character = text.charAt(at);
			if ((character < 'a' || character > 'z') && (character < 'A' || character > 'Z')) {
				break;
			}
			at++;
		}
		return at;
	}

	private static boolean isEnd(String text, int at) {
		return at + 1 == text.length() && ",;.:?!".indexOf(text.charAt(at)) >= 0;
	}

	private static boolean opens(String text, int at) {
		int character = text.codePointAt(at);
		if (Character.isLetterOrDigit(character) || Numeral.isCurrency(character)) {
			return true;
		}
		int next = (at + 1 < text.length()) ? text.codePointAt(at + 1) : ' ';
		if (OPENS_CODE.indexOf(character) >= 0) {
			return Character.isLetterOrDigit(next) || OPENS_CODE.indexOf(next) >= 0;
		}
		return switch (character) {
			case '-' -> Character.isLetterOrDigit(next) || next == '-';
			case '\u2212', '+', '\u00B1', '<', '>', '=' -> Character.isDigit(next);
			case '.' -> Character.isLetterOrDigit(next);
			default -> false;
		};
	}

	private static boolean closes(String text, int from, int to) {
		int character = text.codePointBefore(to);
		return Character.isLetterOrDigit(character) || CLOSES_CODE.indexOf(character) >= 0 || isMark(character)
				|| (character == ')' && text.substring(from, to).indexOf('(') > 0);
	}

	private static boolean isMark(int character) {
		int type = Character.getType(character);
		return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
	}

	private static boolean endsSentence(String text, int from) {
		for (int i = from; i < text.length(); i++) {
			if (ENDS_SENTENCE.indexOf(text.charAt(i)) >= 0) {
				return true;
			}
		}
		return false;
	}

	private void classify() {
		boolean digits = this.text.codePoints().anyMatch(Character::isDigit);
		if (CodeShape.isAddress(this.text)) {
			add(Token.code(this.text, this.sentenceStart));
		}
		else if (digits) {
			NumberChunk.read(this.text, this.sentenceStart, this.tokens);
		}
		else {
			WordChunk.read(this.text, this.sentenceStart, this.tokens);
		}
	}

	private void add(Token token) {
		this.tokens.add(token);
	}

}
