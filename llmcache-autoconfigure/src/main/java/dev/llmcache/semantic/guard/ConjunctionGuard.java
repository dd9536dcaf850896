package dev.llmcache.semantic.guard;

/**
 * Vetoes when one question joins by {@code and} and the other by {@code or}.
 */
final class ConjunctionGuard implements Guard {

	@Override
	public String name() {
		return "conjunctions";
	}

	@Override
	public boolean vetoes(Question one, Question other) {
		return (isOnlyAnd(one) && isOnlyOr(other)) || (isOnlyOr(one) && isOnlyAnd(other));
	}

	private static boolean isOnlyAnd(Question question) {
		return question.contains("and") && !question.contains("or");
	}

	private static boolean isOnlyOr(Question question) {
		return question.contains("or") && !question.contains("and");
	}

}
