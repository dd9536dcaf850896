package dev.llmcache.semantic.guard;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.llmcache.semantic.guard.Token.Kind;

/**
 * Vetoes when two questions name other weekdays, months, seasons or holidays, both name
 * times of day and not the same, or say of the same period that it is another: this and
 * last month, each and every other Monday.
 */
final class DateGuard implements Guard {

	private static final Set<String> RELATIVE = Set.of("before", "after");

	private final Map<String, String> days;

	private final Map<String, String> daytimes;

	private final Set<String> ambiguous;

	private final Map<String, String> which;

	private final Set<String> periods;

	DateGuard() {
		WordTable table = WordTable.load("en/dates.txt");
		this.days = table.synonyms("days");
		this.daytimes = table.synonyms("daytimes");
		this.ambiguous = table.words("ambiguous");
		this.which = table.synonyms("which");
		this.periods = table.words("periods").stream().map(WordForm::stem).collect(Collectors.toSet());
	}

	@Override
	public String name() {
		return "dates";
	}

	@Override
	public boolean vetoes(Question one, Question other) {
		return !named(one, this.days).equals(named(other, this.days)) || daytimesDiffer(one, other)
				|| periodsDiffer(one, other);
	}

	private boolean daytimesDiffer(Question one, Question other) {
		Set<String> ones = named(one, this.daytimes);
		Set<String> others = named(other, this.daytimes);
		return !ones.isEmpty() && !others.isEmpty() && !ones.equals(others);
	}

	private Set<String> named(Question question, Map<String, String> names) {
		List<Token> tokens = question.tokens();
		Set<String> found = Set.of();
		for (int i = 0; i < tokens.size(); i++) {
			String name = names.get(tokens.get(i).form());
			if (name != null && (!this.ambiguous.contains(tokens.get(i).form()) || isDate(tokens, i))) {
				found = found.isEmpty() ? new HashSet<>() : found;
				found.add(name);
			}
		}
		return found;
	}

	private boolean periodsDiffer(Question one, Question other) {
		Map<String, Set<String>> ones = periods(one.tokens());
		Map<String, Set<String>> others = ones.isEmpty() ? Map.of() : periods(other.tokens());
		return ones.entrySet()
			.stream()
			.anyMatch((entry) -> !others.getOrDefault(entry.getKey(), entry.getValue()).equals(entry.getValue()));
	}

	/** What is said of each period, before it and after: the week before last. */
	private Map<String, Set<String>> periods(List<Token> tokens) {
		Map<String, Set<String>> found = new HashMap<>();
		for (int i = 1; i < tokens.size(); i++) {
			String stem = tokens.get(i).stem();
			if (this.periods.contains(stem)) {
				Set<String> said = new HashSet<>();
				for (int j = i - 1; j >= 0 && this.which.containsKey(tokens.get(j).form()); j--) {
					said.add(this.which.get(tokens.get(j).form()));
				}
				addAfter(tokens, i, said);
				if (!said.isEmpty()) {
					found.put(stem, said);
				}
			}
		}
		return found;
	}

	private void addAfter(List<Token> tokens, int at, Set<String> said) {
		if (at + 2 < tokens.size() && RELATIVE.contains(tokens.get(at + 1).form())) {
			String of = tokens.get(at + 2).form();
			if (this.which.containsKey(of) || this.days.containsKey(of)) {
				said.add(tokens.get(at + 1).form());
			}
		}
	}

	private static boolean isDate(List<Token> tokens, int at) {
		Token token = tokens.get(at);
		boolean capital = !token.sentenceStart() && Character.isUpperCase(token.text().codePointAt(0));
		return capital || isNumber(tokens, at - 1) || isNumber(tokens, at + 1);
	}

	private static boolean isNumber(List<Token> tokens, int at) {
		return at >= 0 && at < tokens.size() && tokens.get(at).kind() == Kind.NUMBER;
	}

}
