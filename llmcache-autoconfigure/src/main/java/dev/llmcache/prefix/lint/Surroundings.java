package dev.llmcache.prefix.lint;

import java.util.regex.Pattern;

/**
 * What stands around a place in a text.
 */
final class Surroundings {

	private static final int FAR = 72;

	private static final Pattern EXAMPLE = Pattern.compile(
			"(?i)\\b(?:e\\.\\s?g\\.?|i\\.e\\.|for example|for instance|examples?|such as|like|looks? like|sample|pattern|formats?"
					+ "|formatted(?: as)?|in the (?:form|style|shape)(?: of)?|z\\.\\s?B\\.|beispiel(?:e|sweise)?|par exemple"
					+ "|por ejemplo|placeholder|dummy|fictional|notation|written as|shape)\\b");

	private static final Pattern SENTENCE_END = Pattern.compile("(?<!\\b[eE]\\.g)(?<!\\b[a-zA-Z])[.!?](?=\\s)|\\n");

	private Surroundings() {
	}

	/**
	 * What stands before a place in its sentence, not farther than it can matter.
	 * @param text the text
	 * @param at the place
	 * @return the end of what is before it
	 */
	static String before(String text, int at) {
		String window = text.substring(Math.max(0, at - FAR), at);
		int start = 0;
		var ends = SENTENCE_END.matcher(window);
		while (ends.find()) {
			start = ends.end();
		}
		return window.substring(start);
	}

	static String after(String text, int at) {
		String window = text.substring(at, Math.min(text.length(), at + FAR));
		var ends = SENTENCE_END.matcher(window);
		return ends.find() ? window.substring(0, ends.start()) : window;
	}

	static String lineOf(String text, int at) {
		int start = text.lastIndexOf('\n', at - 1) + 1;
		int end = text.indexOf('\n', at);
		return text.substring(start, (end >= 0) ? end : text.length());
	}

	/** Whether what follows only shows what something looks like. */
	static boolean isExample(String text, int at) {
		return EXAMPLE.matcher(before(text, at)).find() || EXAMPLE.matcher(introduction(text, at)).find();
	}

	// A line that ends with a colon is about those below it
	private static String introduction(String text, int at) {
		int start = text.lastIndexOf('\n', at - 1);
		while (start > 0) {
			String line = lineOf(text, start - 1).strip();
			if (line.isEmpty() || line.endsWith(":")) {
				return line;
			}
			start = text.lastIndexOf('\n', start - 1);
		}
		return "";
	}

}
