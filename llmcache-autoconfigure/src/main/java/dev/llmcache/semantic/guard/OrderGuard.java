package dev.llmcache.semantic.guard;

import java.util.List;
import java.util.Set;

/**
 * Vetoes when two questions have the same words and two of them have changed places:
 * {@code from Oslo to Bergen}, {@code from Bergen to Oslo}.
 * <p>
 * What is moved elsewhere, joined by {@code and} or {@code or}, or the same both ways, as
 * the difference between two things, is left alone.
 */
final class OrderGuard implements Guard {

	private final Set<String> joining;

	private final Set<String> symmetric;

	OrderGuard() {
		WordTable table = WordTable.load("en/roles.txt");
		this.joining = table.words("joining");
		this.symmetric = table.words("symmetric");
	}

	@Override
	public String name() {
		return "order";
	}

	@Override
	public boolean vetoes(Question one, Question other) {
		if (isOnlyLonger(one.tokens(), other.tokens()) || !hasAll(one, other) || !hasAll(other, one)) {
			return false;
		}
		List<String> ones = one.roles();
		List<String> others = other.roles();
		if (ones.size() != others.size() || ones.equals(others) || this.symmetric.stream().anyMatch(one::contains)) {
			return false;
		}
		int from = 0;
		while (ones.get(from).equals(others.get(from))) {
			from++;
		}
		int to = ones.size();
		while (ones.get(to - 1).equals(others.get(to - 1))) {
			to--;
		}
		return areSwapped(ones, others, from, to);
	}

	/**
	 * Whether one is the other with words put in at one place: nothing changed places.
	 */
	private static boolean isOnlyLonger(List<Token> ones, List<Token> others) {
		int shorter = Math.min(ones.size(), others.size());
		int start = 0;
		while (start < shorter && ones.get(start).form().equals(others.get(start).form())) {
			start++;
		}
		int end = 0;
		while (start + end < shorter
				&& ones.get(ones.size() - 1 - end).form().equals(others.get(others.size() - 1 - end).form())) {
			end++;
		}
		return start + end == shorter;
	}

	private static boolean hasAll(Question question, Question other) {
		for (Token token : other.tokens()) {
			if (!question.contains(token.form()) && token.content() && !question.containsBase(token.stem())
					&& !question.containsBase(token.base())) {
				return false;
			}
		}
		return true;
	}

	/** Whether both are two phrases and what is between them, one the other way round. */
	private boolean areSwapped(List<String> ones, List<String> others, int from, int to) {
		int second = ones.subList(from, to).lastIndexOf(others.get(from)) + from;
		int length = to - second;
		for (int between = from + 1; between < second; between++) {
			if (others.subList(from, from + length).equals(ones.subList(second, to))
					&& others.subList(from + length, to - between + from).equals(ones.subList(between, second))
					&& others.subList(to - between + from, to).equals(ones.subList(from, between))) {
				return !isLoose(ones, from, between, second, to);
			}
		}
		return false;
	}

	/**
	 * Whether both phrases are joined, as in {@code red wine and white wine}, or are of
	 * one kind, {@code in May in Rome}, or one of them takes no part.
	 */
	private boolean isLoose(List<String> words, int from, int between, int second, int to) {
		List<String> middle = words.subList(between, second);
		if (!isArgument(words.subList(from, between)) || !isArgument(words.subList(second, to))
				|| this.joining.containsAll(middle) || (from > 0 && middle.equals(words.subList(from - 1, from)))) {
			return true;
		}
		List<String> repeated = middle.subList(0, middle.size() - 1);
		return this.joining.contains(middle.getLast()) && to + repeated.size() <= words.size()
				&& words.subList(to, to + repeated.size()).equals(repeated);
	}

	private static boolean isArgument(List<String> phrase) {
		return phrase.stream().anyMatch((word) -> Roles.isPerson(word) || !Vocabulary.FUNCTION_WORDS.contains(word));
	}

}
