package dev.llmcache.semantic.guard;

import java.util.List;

/**
 * Chunk without digits.
 */
final class WordChunk {

	private WordChunk() {
	}

	static void read(String chunk, boolean sentenceStart, List<Token> tokens) {
		if (CodeShape.isCode(chunk)) {
			tokens.add(Token.code(chunk, sentenceStart));
		}
		else if (CodeShape.isAbbreviation(chunk)) {
			tokens.add(Token.word(chunk.replace(".", ""), sentenceStart));
		}
		else {
			boolean optionalPlural = CodeShape.OPTIONAL_PLURAL.matcher(chunk).matches();
			split(optionalPlural ? chunk.substring(0, chunk.indexOf('(')) : chunk, sentenceStart, tokens);
		}
	}

	private static void split(String chunk, boolean sentenceStart, List<Token> tokens) {
		boolean start = sentenceStart;
		int from = 0;
		for (int i = 0; i <= chunk.length();) {
			int character = (i < chunk.length()) ? chunk.codePointAt(i) : -1;
			if (character < 0 || !isInner(character)) {
				if (i > from) {
					tokens.add(Token.word(chunk.substring(from, i), start));
					start = false;
				}
				start |= character == '.' || character == '?' || character == '!';
				from = i + Character.charCount(Math.max(character, 0));
			}
			i += Character.charCount(Math.max(character, 0));
		}
	}

	private static boolean isInner(int character) {
		int type = Character.getType(character);
		return Character.isLetterOrDigit(character) || character == '\'' || character == '&'
				|| type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
	}

}
