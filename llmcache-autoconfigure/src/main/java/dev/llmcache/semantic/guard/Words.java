package dev.llmcache.semantic.guard;

import java.util.ArrayList;
import java.util.List;

/**
 * Content words of two questions against each other.
 */
final class Words {

	private Words() {
	}

	/** Content words of a question of which the other has no form. */
	static List<Token> missing(Question question, Question other) {
		List<Token> missing = new ArrayList<>();
		for (Token token : question.tokens()) {
			if (!other.contains(token.form()) && token.content() && !other.containsStem(token.stem())) {
				missing.add(token);
			}
		}
		return missing;
	}

	static boolean has(Question question, Token word) {
		return question.contains(word.form()) || question.containsStem(word.stem());
	}

}
