package dev.llmcache.semantic.guard;

/**
 * Vetoes when a quoted text of one question is not in the other.
 */
final class QuoteGuard implements Guard {

	@Override
	public String name() {
		return "quotes";
	}

	@Override
	public boolean vetoes(Question one, Question other) {
		return !one.quotes().stream().allMatch(other::containsInOrder)
				|| !other.quotes().stream().allMatch(one::containsInOrder);
	}

}
