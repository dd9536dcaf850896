package dev.llmcache.semantic.guard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Phrases, each with what it stands for. Of those that begin at one word the longest is
 * found, and none inside another.
 */
final class Phrases {

	private final Map<String, List<Phrase>> byFirst = new HashMap<>();

	/**
	 * Adds phrases.
	 * @param meaning what each stands for
	 * @param lines forms with a blank between them
	 */
	Phrases with(String meaning, List<String> lines) {
		for (String line : lines) {
			Phrase phrase = new Phrase(List.of(line.split(" ", -1)), meaning);
			List<Phrase> phrases = this.byFirst.computeIfAbsent(phrase.forms().getFirst(), (key) -> new ArrayList<>());
			phrases.add(phrase);
			phrases.sort(Comparator.comparingInt((other) -> -other.forms().size()));
		}
		return this;
	}

	/** What the phrases stand for that are found. */
	Set<String> meanings(List<Token> tokens) {
		Set<String> found = Set.of();
		for (int i = 0; i < tokens.size(); i++) {
			for (Phrase phrase : this.byFirst.getOrDefault(tokens.get(i).form(), List.of())) {
				if (phrase.isAt(tokens, i)) {
					found = found.isEmpty() ? new HashSet<>() : found;
					found.add(phrase.meaning());
					i += phrase.forms().size() - 1;
					break;
				}
			}
		}
		return found;
	}

	/** Whether one begins at a token. */
	boolean isAt(List<Token> tokens, int at) {
		return at < tokens.size() && this.byFirst.getOrDefault(tokens.get(at).form(), List.of())
			.stream()
			.anyMatch((phrase) -> phrase.isAt(tokens, at));
	}

	private record Phrase(List<String> forms, String meaning) {

		boolean isAt(List<Token> tokens, int at) {
			if (at + this.forms.size() > tokens.size()) {
				return false;
			}
			for (int i = 0; i < this.forms.size(); i++) {
				if (!tokens.get(at + i).form().equals(this.forms.get(i))) {
					return false;
				}
			}
			return true;
		}

	}

}
