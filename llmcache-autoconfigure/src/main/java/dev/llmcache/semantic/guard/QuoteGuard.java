package dev.llmcache.semantic.guard;

import java.util.List;

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
		return lacks(other, one.quotes()) || lacks(one, other.quotes());
	}

	// A quotation mark within a word makes other tokens of the text than of the quotation
	private static boolean lacks(Question question, List<List<String>> quotes) {
		return !quotes.stream()
			.allMatch((quote) -> question.quotes().contains(quote) || question.containsInOrder(quote));
	}

}
