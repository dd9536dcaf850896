package dev.llmcache.semantic.guard;

import java.util.Collections;
import java.util.List;

/**
 * Vetoes when one question says much that the other does not: the other word for word and
 * {@value #BESIDE} content words beside it, or {@value #MORE} more content words of its
 * own than the other has.
 * <p>
 * What is added may be an instruction that turns the answer into another one, while the
 * vectors stay near each other.
 */
final class AdditionGuard implements Guard {

	private static final int BESIDE = 2;

	private static final int MORE = 5;

	@Override
	public String name() {
		return "additions";
	}

	@Override
	public boolean vetoes(Question one, Question other) {
		return adds(one, other) || adds(other, one);
	}

	private static boolean adds(Question one, Question other) {
		return repeats(one, other) ? content(one) - content(other) >= BESIDE
				: Words.missing(one, other).size() - Words.missing(other, one).size() >= MORE;
	}

	private static boolean repeats(Question one, Question other) {
		return !other.tokens().isEmpty() && Collections.indexOfSubList(forms(one), forms(other)) >= 0;
	}

	private static List<String> forms(Question question) {
		return question.tokens().stream().map(Token::form).toList();
	}

	private static long content(Question question) {
		return question.tokens().stream().filter(Token::content).count();
	}

}
