package dev.llmcache.semantic.guard;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Takes a text apart: at white space, and where a script begins or ends that writes
 * without spaces.
 */
final class Tokenizer {

	private static final Set<UnicodeScript> WITHOUT_SPACES = EnumSet.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA,
			UnicodeScript.KATAKANA, UnicodeScript.HANGUL, UnicodeScript.THAI, UnicodeScript.LAO, UnicodeScript.KHMER,
			UnicodeScript.MYANMAR);

	private final String text;

	private final List<Token> tokens = new ArrayList<>();

	private boolean sentenceStart = true;

	private Tokenizer(String text) {
		this.text = text;
	}

	static List<Token> tokens(String text) {
		if (isAscii(text)) {
			Tokenizer tokenizer = new Tokenizer(text.replace('`', '\''));
			tokenizer.runAscii();
			return tokenizer.tokens;
		}
		Tokenizer tokenizer = new Tokenizer(Normalizer.normalize(text, Normalizer.Form.NFKC));
		tokenizer.run();
		return tokenizer.tokens;
	}

	private static boolean isAscii(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (text.charAt(i) >= 127) {
				return false;
			}
		}
		return true;
	}

	/** The same as the other for most questions, many times faster. */
	private void runAscii() {
		int from = 0;
		for (int i = 0; i <= this.text.length(); i++) {
			if (i < this.text.length() && this.text.charAt(i) > ' ') {
				continue;
			}
			if (i > from) {
				this.sentenceStart = Chunk.read(this.text.substring(from, i), this.sentenceStart, this.tokens);
			}
			this.sentenceStart |= i < this.text.length() && this.text.charAt(i) == '\n';
			from = i + 1;
		}
	}

	private void run() {
		StringBuilder chunk = new StringBuilder();
		boolean spaceless = false;
		for (int i = 0; i < this.text.length();) {
			int character = this.text.codePointAt(i);
			i += Character.charCount(character);
			if (Character.getType(character) == Character.FORMAT) {
				continue;
			}
			boolean letterWithoutSpaces = character > 0xE00 && Character.isLetter(character)
					&& WITHOUT_SPACES.contains(UnicodeScript.of(character));
			boolean mark = Character.getType(character) == Character.NON_SPACING_MARK;
			if (isSpace(character) || (letterWithoutSpaces != spaceless && !mark)) {
				flush(chunk);
				spaceless = letterWithoutSpaces;
			}
			this.sentenceStart |= character == '\n';
			if (!isSpace(character)) {
				chunk.appendCodePoint(isApostrophe(character) ? '\'' : character);
			}
		}
		flush(chunk);
	}

	private void flush(StringBuilder chunk) {
		if (!chunk.isEmpty()) {
			this.sentenceStart = Chunk.read(chunk.toString(), this.sentenceStart, this.tokens);
			chunk.setLength(0);
		}
	}

	private static boolean isSpace(int character) {
		return Character.isWhitespace(character) || Character.isSpaceChar(character)
				|| Character.isISOControl(character);
	}

	private static boolean isApostrophe(int character) {
		return character == '\u2019' || character == '\u2018' || character == '\u02BC' || character == '`';
	}

}
