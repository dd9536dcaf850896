package dev.llmcache.semantic.guard;

import dev.llmcache.semantic.guard.Token.Kind;

/**
 * Vetoes when one question has an id, path, address, version or operator that the other
 * has not.
 */
final class IdentifierGuard implements Guard {

	@Override
	public String name() {
		return "identifiers";
	}

	@Override
	public boolean vetoes(Question one, Question other) {
		return lacks(other, one) || lacks(one, other);
	}

	private static boolean lacks(Question question, Question other) {
		return other.tokens()
			.stream()
			.anyMatch((token) -> token.kind() == Kind.CODE && !question.contains(token.form()));
	}

}
