package dev.llmcache.semantic.guard;

import java.util.List;
import java.util.Set;

/**
 * Vetoes when two questions ask for other things: who, when, where, why, how many, how
 * long. What, which and how ask for anything.
 */
final class AskingGuard implements Guard {

	private static final Set<String> ANYTHING = Set.of("", "what", "which", "how");

	private final Set<String> asking;

	private final Set<String> measures;

	AskingGuard() {
		WordTable table = WordTable.load("en/questions.txt");
		this.asking = table.words("asking");
		this.measures = table.words("measures");
	}

	@Override
	public String name() {
		return "asking";
	}

	@Override
	public boolean vetoes(Question one, Question other) {
		String ones = asked(one.tokens());
		String others = ANYTHING.contains(ones) ? "" : asked(other.tokens());
		return !ANYTHING.contains(others) && !ones.equals(others);
	}

	private String asked(List<Token> tokens) {
		for (int i = 0; i < tokens.size(); i++) {
			String form = tokens.get(i).form();
			if (this.asking.contains(form)) {
				String next = (i + 1 < tokens.size()) ? tokens.get(i + 1).form() : "";
				return switch (form) {
					case "how" -> this.measures.contains(next) ? next : form;
					case "what" -> next.equals("time") ? "when" : form;
					case "whom", "whose" -> "who";
					default -> form;
				};
			}
		}
		return "";
	}

}
