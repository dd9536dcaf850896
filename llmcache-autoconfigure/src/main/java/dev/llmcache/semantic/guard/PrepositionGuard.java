package dev.llmcache.semantic.guard;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Vetoes when both questions have a word after another preposition: {@code from Oslo} and
 * {@code to Oslo}.
 */
final class PrepositionGuard implements Guard {

	private final Set<String> strong = WordTable.load("en/questions.txt").words("strong-prepositions");

	@Override
	public String name() {
		return "prepositions";
	}

	@Override
	public boolean vetoes(Question one, Question other) {
		Map<String, Set<String>> ones = prepositions(one);
		if (ones.isEmpty()) {
			return false;
		}
		Map<String, Set<String>> others = prepositions(other);
		return ones.entrySet().stream().anyMatch((entry) -> {
			Set<String> there = others.getOrDefault(entry.getKey(), entry.getValue());
			return !there.equals(entry.getValue());
		});
	}

	private Map<String, Set<String>> prepositions(Question question) {
		List<Token> tokens = question.tokens();
		Map<String, Set<String>> found = new HashMap<>();
		String preposition = "";
		for (Token token : tokens) {
			if (this.strong.contains(token.form())) {
				preposition = token.form();
			}
			else if (!Vocabulary.DETERMINERS.contains(token.form())) {
				if (!preposition.isEmpty()) {
					found.computeIfAbsent(token.stem(), (key) -> new HashSet<>()).add(preposition);
				}
				preposition = "";
			}
		}
		return found;
	}

}
