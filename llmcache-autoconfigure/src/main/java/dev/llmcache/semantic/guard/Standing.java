package dev.llmcache.semantic.guard;

import java.util.Collections;
import java.util.List;
import java.util.Set;

import dev.llmcache.semantic.guard.Token.Kind;

/**
 * Tells questions that stand alone from those that refer to what was said before.
 */
final class Standing {

	private static final Set<String> REFERRING;

	/** How questions begin that go on with what was said before. */
	private static final List<List<String>> GOING_ON;

	static {
		WordTable table = WordTable.load("en/questions.txt");
		REFERRING = table.words("referring");
		GOING_ON = table.lines("going-on").stream().map((line) -> List.of(line.split(" ", -1))).toList();
	}

	private static final int LEAST_CONTENT_OF_REFERRING = 3;

	private static final int LEAST_CONTENT_OF_FRAGMENT = 2;

	private static final int LEAST_WORDS_OF_SENTENCE = 3;

	/** Scripts without spaces have a token for a whole phrase. */
	private static final int LONG_WORD = 0x2E80;

	private Standing() {
	}

	static boolean of(List<Token> tokens) {
		int content = 0;
		boolean refers = goesOn(tokens);
		for (int i = 0; i < tokens.size(); i++) {
			Token token = tokens.get(i);
			boolean last = i + 1 == tokens.size();
			if (REFERRING.contains(token.form()) && (last || !Words.isContent(tokens.get(i + 1)))) {
				refers = true;
			}
			else if (token.kind() != Kind.WORD || Words.isContent(token)) {
				content += weight(token);
			}
		}
		if (refers) {
			return content >= LEAST_CONTENT_OF_REFERRING;
		}
		return content >= LEAST_CONTENT_OF_FRAGMENT || (content > 0 && tokens.size() >= LEAST_WORDS_OF_SENTENCE);
	}

	private static boolean goesOn(List<Token> tokens) {
		List<String> forms = tokens.stream().limit(2).map(Token::form).toList();
		return GOING_ON.stream().anyMatch((start) -> Collections.indexOfSubList(forms, start) == 0);
	}

	private static int weight(Token token) {
		boolean phrase = token.text().codePointAt(0) >= LONG_WORD && token.text().length() > 2;
		return phrase ? LEAST_CONTENT_OF_REFERRING : 1;
	}

}
