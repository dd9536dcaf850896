package dev.llmcache.advisor;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text into chunks of a few words, as a model would stream it.
 */
final class TextChunks {

	private static final int SHORTEST = 16;

	private static final int LONGEST = 64;

	private TextChunks() {
	}

	/**
	 * Cuts a text after white space where there is some, otherwise between characters.
	 * @param text the text
	 * @return its chunks in order, at least one; joined they are the text
	 */
	static List<String> of(String text) {
		List<String> chunks = new ArrayList<>();
		int start = 0;
		while (text.length() - start > SHORTEST) {
			int end = end(text, start);
			chunks.add(text.substring(start, end));
			start = end;
		}
		if (start < text.length() || chunks.isEmpty()) {
			chunks.add(text.substring(start));
		}
		return chunks;
	}

	private static int end(String text, int start) {
		int limit = Math.min(text.length(), start + LONGEST);
		for (int end = start + SHORTEST; end < limit; end++) {
			if (Character.isWhitespace(text.charAt(end - 1))) {
				return end;
			}
		}
		return (limit < text.length() && Character.isLowSurrogate(text.charAt(limit))) ? limit - 1 : limit;
	}

}
