package dev.llmcache.semantic.guard;

import java.util.List;
import java.util.Set;

/**
 * Words that say how much of what follows: {@code less}, {@code most}.
 */
final class Degree {

	private static final Set<String> MORE;

	private static final Set<String> LESS;

	static {
		WordTable table = WordTable.load("en/comparisons.txt");
		MORE = table.words("more-of");
		LESS = table.words("less-of");
	}

	private Degree() {
	}

	/** Whether a word only says how much of the next. */
	static boolean isOfNext(List<Token> tokens, int at) {
		String form = tokens.get(at).form();
		return (MORE.contains(form) || LESS.contains(form)) && at + 1 < tokens.size() && tokens.get(at + 1).content();
	}

	static boolean hasLess(Question question) {
		return LESS.stream().anyMatch(question::contains);
	}

	/** Whether there is said to be less of a word. */
	static boolean isLess(List<Token> tokens, int at) {
		return at > 0 && LESS.contains(tokens.get(at - 1).form()) && tokens.get(at).content();
	}

}
