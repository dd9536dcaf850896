package dev.llmcache.semantic.guard;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.llmcache.semantic.guard.Token.Kind;

/**
 * Vetoes when two questions name other weekdays, months, seasons or holidays, or both
 * name times of day and not the same.
 */
final class DateGuard implements Guard {

	private final Map<String, String> days;

	private final Map<String, String> daytimes;

	private final Set<String> ambiguous;

	DateGuard() {
		WordTable table = WordTable.load("en/dates.txt");
		this.days = table.synonyms("days");
		this.daytimes = table.synonyms("daytimes");
		this.ambiguous = table.words("ambiguous");
	}

	@Override
	public String name() {
		return "dates";
	}

	@Override
	public boolean vetoes(Question one, Question other) {
		return !named(one, this.days).equals(named(other, this.days)) || daytimesDiffer(one, other);
	}

	private boolean daytimesDiffer(Question one, Question other) {
		Set<String> ones = named(one, this.daytimes);
		Set<String> others = named(other, this.daytimes);
		return !ones.isEmpty() && !others.isEmpty() && !ones.equals(others);
	}

	private Set<String> named(Question question, Map<String, String> names) {
		List<Token> tokens = question.tokens();
		Set<String> found = new HashSet<>();
		for (int i = 0; i < tokens.size(); i++) {
			String name = names.get(tokens.get(i).form());
			if (name != null && (!this.ambiguous.contains(tokens.get(i).form()) || isDate(tokens, i))) {
				found.add(name);
			}
		}
		return found;
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
