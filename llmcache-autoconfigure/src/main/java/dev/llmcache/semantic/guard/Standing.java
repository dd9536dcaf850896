package dev.llmcache.semantic.guard;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.llmcache.semantic.guard.Token.Kind;

/**
 * Tells questions that stand alone from those that refer to what was said before.
 * <p>
 * One that goes on, or names what was said, never stands alone; one that has a pronoun or
 * the like does if it has words enough, and more where it begins with it.
 */
final class Standing {

	private static final Set<String> REFERRING;

	private static final Set<String> PRONOUNS;

	private static final Set<String> POINTING = Set.of("this", "that", "these", "those");

	private static final Set<String> EXPLETIVE;

	private static final Set<String> VERBS;

	/** How questions begin that go on with what was said before. */
	private static final Phrases GOING_ON;

	private static final Phrases SAID_BEFORE;

	static {
		WordTable table = WordTable.load("en/questions.txt");
		PRONOUNS = table.words("pronouns");
		REFERRING = new HashSet<>(table.words("referring"));
		REFERRING.addAll(PRONOUNS);
		EXPLETIVE = table.words("expletive");
		VERBS = table.words("verbs");
		GOING_ON = new Phrases().with("going on", table.lines("going-on"));
		SAID_BEFORE = new Phrases().with("said before", table.lines("said-before"));
	}

	private static final int LEAST_CONTENT_OF_REFERRING = 3;

	private static final int LEAST_CONTENT_ABOUT_IT = 4;

	private static final int LEAST_CONTENT_OF_FRAGMENT = 2;

	private static final int LEAST_WORDS_OF_SENTENCE = 3;

	/** Scripts without spaces have a token for a whole phrase. */
	private static final int LONG_WORD = 0x2E80;

	private Standing() {
	}

	static boolean of(List<Token> tokens) {
		if (GOING_ON.isAt(tokens, 0) || !SAID_BEFORE.meanings(tokens).isEmpty()) {
			return false;
		}
		int content = 0;
		boolean refers = false;
		boolean isAboutIt = false;
		for (int i = 0; i < tokens.size(); i++) {
			Token token = tokens.get(i);
			if (refers(tokens, i) && !(content == 0 && token.form().equals("it") && isExpletive(tokens, i))) {
				refers = true;
				isAboutIt |= isSubject(tokens, i, content);
			}
			else if (token.kind() != Kind.WORD || token.content()) {
				content += weight(token);
			}
		}
		if (refers) {
			return content >= (isAboutIt ? LEAST_CONTENT_ABOUT_IT : LEAST_CONTENT_OF_REFERRING);
		}
		return content >= LEAST_CONTENT_OF_FRAGMENT || (content > 0 && tokens.size() >= LEAST_WORDS_OF_SENTENCE);
	}

	private static boolean refers(List<Token> tokens, int at) {
		String form = tokens.get(at).form();
		boolean last = at + 1 == tokens.size();
		if (!REFERRING.contains(form)) {
			return last && form.equals("again") && tokens.stream().anyMatch((token) -> POINTING.contains(token.form()));
		}
		return PRONOUNS.contains(form) || last || !tokens.get(at + 1).content()
				|| VERBS.contains(tokens.get(at + 1).form());
	}

	/**
	 * Whether a pronoun has nothing before it that it could stand for, or is what a
	 * command is about: {@code translate this}.
	 */
	private static boolean isSubject(List<Token> tokens, int at, int content) {
		boolean object = at == 1 && content == 1;
		return object || (content == 0 && (PRONOUNS.contains(tokens.get(at).form()) || isFollowedByVerb(tokens, at)));
	}

	private static boolean isFollowedByVerb(List<Token> tokens, int at) {
		return at + 1 < tokens.size() && VERBS.contains(tokens.get(at + 1).form());
	}

	private static boolean isExpletive(List<Token> tokens, int at) {
		for (int i = at + 1; i + 1 < tokens.size(); i++) {
			String form = tokens.get(i).form();
			if (EXPLETIVE.contains(form) || (form.length() > 4 && form.endsWith("ing"))) {
				return true;
			}
		}
		return tokens.size() > at + 1 && EXPLETIVE.contains(tokens.getLast().form());
	}

	private static int weight(Token token) {
		boolean phrase = token.text().codePointAt(0) >= LONG_WORD && token.text().length() > 2;
		return phrase ? LEAST_CONTENT_OF_REFERRING : 1;
	}

}
