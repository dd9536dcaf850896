package dev.llmcache.semantic.guard;

import java.util.List;
import java.util.Locale;

/**
 * Forms in which words are compared.
 */
final class WordForm {

	private static final int SHORTEST_STEM = 3;

	private static final List<String> ENDINGS = List.of("ingly", "edly", "ing", "ies", "ied", "es", "ed", "ly", "s");

	private static final String LAST_OF_ENDINGS = "gdsy";

	private WordForm() {
	}

	/** Lower case, without a possessive ending. */
	static String of(String word) {
		String lower = word.toLowerCase(Locale.ROOT);
		if (lower.endsWith("'s")) {
			return lower.substring(0, lower.length() - 2);
		}
		return lower.endsWith("s'") ? lower.substring(0, lower.length() - 1) : lower;
	}

	/**
	 * What is left of a form without its endings, the same for the inflections of one
	 * word as far as endings tell.
	 */
	static String stem(String form) {
		if (form.isEmpty() || LAST_OF_ENDINGS.indexOf(form.charAt(form.length() - 1)) < 0) {
			return trim(form);
		}
		for (String ending : ENDINGS) {
			if (form.length() >= ending.length() + SHORTEST_STEM && form.endsWith(ending) && !form.endsWith("ss")) {
				String stem = form.substring(0, form.length() - ending.length());
				// As of exceed itself, which looks like a past
				return (ending.equals("s") && stem.endsWith("eed")) ? stem(stem) : trim(stem);
			}
		}
		return trim(form);
	}

	/** Drops what comes and goes before an ending: a mute e, a y, a doubled consonant. */
	static String trim(String stem) {
		int last = stem.length() - 1;
		if (last < SHORTEST_STEM) {
			return stem;
		}
		char end = stem.charAt(last);
		boolean loose = end == 'e' || end == 'y' || end == stem.charAt(last - 1);
		return loose ? stem.substring(0, last) : stem;
	}

}
