package dev.llmcache.semantic.guard;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

import dev.llmcache.semantic.guard.Token.Kind;

/**
 * Vetoes when one question negates and the other does not, by a word of its own or inside
 * one, as in {@code unlock}.
 */
final class NegationGuard implements Guard {

	private static final int SHORTEST_OPPOSITE = 4;

	private final Set<String> negators;

	private final List<String[]> neutral;

	private final Set<String> prefixes;

	private final List<String[]> suffixes;

	NegationGuard() {
		WordTable table = WordTable.load("en/negation.txt");
		this.negators = table.words("negators");
		this.neutral = table.lines("neutral").stream().map((line) -> line.split(" ", -1)).toList();
		this.prefixes = table.words("prefixes");
		this.suffixes = table.lines("suffixes").stream().map((line) -> line.split(" ", -1)).toList();
	}

	@Override
	public String name() {
		return "negation";
	}

	@Override
	public boolean vetoes(Question one, Question other) {
		int ones = negations(one.tokens());
		int others = negations(other.tokens());
		return (ones == 0) != (others == 0) || (ones - others) % 2 != 0 || hasOpposite(one, other)
				|| hasOpposite(other, one);
	}

	private int negations(List<Token> tokens) {
		int count = 0;
		for (int i = 0; i < tokens.size(); i++) {
			Token token = tokens.get(i);
			boolean negates = token.kind() == Kind.WORD
					&& (token.form().endsWith("n't") || this.negators.contains(token.form()));
			count += (negates && !isNeutral(tokens, i)) ? 1 : 0;
		}
		return count;
	}

	private boolean isNeutral(List<Token> tokens, int at) {
		return this.neutral.stream().anyMatch((phrase) -> {
			int start = at - Arrays.asList(phrase).indexOf(tokens.get(at).form());
			for (int i = 0; i < phrase.length; i++) {
				int index = start + i;
				if (index < 0 || index >= tokens.size() || !tokens.get(index).form().equals(phrase[i])) {
					return false;
				}
			}
			return start <= at;
		});
	}

	private boolean hasOpposite(Question question, Question other) {
		for (Token token : question.tokens()) {
			if (token.kind() == Kind.WORD && !other.contains(token.form())
					&& isOpposite(token.form(), question, other)) {
				return true;
			}
		}
		return false;
	}

	private boolean isOpposite(String form, Question question, Question other) {
		for (String prefix : this.prefixes) {
			if (form.length() >= prefix.length() + SHORTEST_OPPOSITE && form.startsWith(prefix)
					&& isOnlyIn(other, question, form.substring(prefix.length()))) {
				return true;
			}
		}
		for (String[] suffix : this.suffixes) {
			String root = form.endsWith(suffix[0]) ? form.substring(0, form.length() - suffix[0].length()) : "";
			if (root.length() >= SHORTEST_OPPOSITE - 1
					&& (isOnlyIn(other, question, root) || isOnlyIn(other, question, root + suffix[1]))) {
				return true;
			}
		}
		return false;
	}

	private static boolean isOnlyIn(Question question, Question other, String form) {
		return question.contains(form) && !other.contains(form);
	}

}
