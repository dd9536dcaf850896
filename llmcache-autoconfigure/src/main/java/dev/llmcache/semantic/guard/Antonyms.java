package dev.llmcache.semantic.guard;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * English words and their opposites, by stems.
 */
final class Antonyms {

	private static final Map<String, Set<String>> OPPOSITES = new HashMap<>();

	private static final Set<String> GRADABLE = new HashSet<>();

	private static final List<String> DEGREES = List.of("est", "er");

	private static final int SHORTEST_BASE = 3;

	static {
		for (String line : WordTable.load("en/antonyms.txt").lines("antonyms")) {
			String[] sides = line.split(" \\| ", -1);
			addAll(List.of(sides[0].split(" ", -1)), List.of(sides[1].split(" ", -1)));
		}
		WordTable table = WordTable.load("en/wordnet-antonyms.txt");
		for (String section : List.of("adjectives", "adverbs", "verbs", "nouns")) {
			for (String line : table.lines(section)) {
				List<String> words = List.of(line.split(" ", -1));
				addAll(words.subList(0, 1), words.subList(1, words.size()));
				if (section.startsWith("ad")) {
					words.forEach((word) -> GRADABLE.add(WordForm.stem(word)));
				}
			}
		}
	}

	private Antonyms() {
	}

	private static void addAll(List<String> ones, List<String> others) {
		for (String one : ones) {
			for (String other : others) {
				add(WordForm.stem(one), WordForm.stem(other));
				add(WordForm.stem(other), WordForm.stem(one));
			}
		}
	}

	private static void add(String stem, String opposite) {
		if (!stem.equals(opposite)) {
			OPPOSITES.computeIfAbsent(stem, (key) -> new HashSet<>()).add(opposite);
		}
	}

	/** Stems of the words that are opposed to one with this stem. */
	static Set<String> of(String stem) {
		return OPPOSITES.getOrDefault(stem, Set.of());
	}

	/**
	 * Stem of the adjective that a word is a degree of, as {@code easiest} is one of
	 * {@code easy}, or of the verb that it is an irregular form of; else its own stem.
	 */
	static String base(String form, String stem) {
		String verb = Vocabulary.VERBS.get(form);
		if (verb != null) {
			return WordForm.stem(verb);
		}
		for (String degree : DEGREES) {
			if (form.length() >= degree.length() + SHORTEST_BASE && form.endsWith(degree)) {
				String base = form.substring(0, form.length() - degree.length());
				String whole = base.endsWith("i") ? base.substring(0, base.length() - 1) + "y" : base;
				String found = WordForm.trim(whole);
				return GRADABLE.contains(found) ? found : stem;
			}
		}
		return stem;
	}

}
