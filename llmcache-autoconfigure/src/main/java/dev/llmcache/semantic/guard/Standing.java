package dev.llmcache.semantic.guard;

import java.util.List;
import java.util.Set;

import dev.llmcache.semantic.guard.Token.Kind;

/**
 * Tells questions that stand alone from those that refer to what was said before.
 */
final class Standing {

	private static final Set<String> REFERRING = WordTable.load("en/questions.txt").words("referring");

	private static final int LEAST_CONTENT_OF_REFERRING = 3;

	/** Of several words, or of more words with one that has content. */
	private static final int LEAST_CONTENT = 2;

	private static final int SENTENCE = 3;

	/** Scripts without spaces have a token for a whole phrase. */
	private static final int LONG_WORD = 0x2E80;

	private Standing() {
	}

	static boolean of(List<Token> tokens) {
		int content = 0;
		boolean refers = false;
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
		return content >= LEAST_CONTENT || (content > 0 && tokens.size() >= SENTENCE);
	}

	private static int weight(Token token) {
		boolean phrase = token.text().codePointAt(0) >= LONG_WORD && token.text().length() > 2;
		return phrase ? LEAST_CONTENT_OF_REFERRING : 1;
	}

}
