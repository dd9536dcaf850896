package dev.llmcache.semantic.guard;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Vetoes when two questions speak of others: of him and of her, of my account and of
 * yours; of her, and of Ann by name.
 */
final class ReferenceGuard implements Guard {

	private final Set<String> he;

	private final Set<String> she;

	ReferenceGuard() {
		WordTable table = WordTable.load("en/questions.txt");
		this.he = table.words("he");
		this.she = table.words("she");
	}

	@Override
	public String name() {
		return "references";
	}

	@Override
	public boolean vetoes(Question one, Question other) {
		return areOpposite(one, other) || areOpposite(other, one) || ownersDiffer(one, other) || isNamed(one, other)
				|| isNamed(other, one);
	}

	private boolean areOpposite(Question one, Question other) {
		return hasAny(one, this.he) && !hasAny(one, this.she) && hasAny(other, this.she) && !hasAny(other, this.he);
	}

	private static boolean hasAny(Question question, Set<String> words) {
		return words.stream().anyMatch(question::contains);
	}

	/**
	 * Whether he or she is called by name in the other question, where who is meant
	 * cannot be known.
	 */
	private boolean isNamed(Question one, Question other) {
		boolean speaksOf = (hasAny(one, this.he) || hasAny(one, this.she)) && !hasAny(other, this.he)
				&& !hasAny(other, this.she);
		return speaksOf && repeated(other) > repeated(one);
	}

	private static long repeated(Question question) {
		List<String> content = question.tokens().stream().filter(Token::content).map(Token::form).toList();
		return content.size() - content.stream().distinct().count();
	}

	private static boolean ownersDiffer(Question one, Question other) {
		Map<String, String> ones = owned(one.tokens());
		Map<String, String> others = ones.isEmpty() ? Map.of() : owned(other.tokens());
		return others.entrySet()
			.stream()
			.anyMatch((entry) -> !ones.getOrDefault(entry.getKey(), entry.getValue()).equals(entry.getValue()));
	}

	private static Map<String, String> owned(List<Token> tokens) {
		Map<String, String> owned = new HashMap<>();
		for (int i = 1; i < tokens.size(); i++) {
			String before = tokens.get(i - 1).form();
			if (before.equals("my") || before.equals("your")) {
				owned.put(tokens.get(i).stem(), before);
			}
		}
		return owned;
	}

}
