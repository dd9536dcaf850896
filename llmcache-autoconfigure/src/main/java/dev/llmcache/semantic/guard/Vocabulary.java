package dev.llmcache.semantic.guard;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * English words that the guards know.
 */
final class Vocabulary {

	static final Map<String, Integer> NUMBERS;

	static final Map<String, Integer> ROMAN_NUMBERS;

	static final Map<String, Integer> SCALES;

	private static final Set<String> STARTS_QUANTITY = new HashSet<>();

	static final Set<String> NUMBER_LINKS;

	static final Set<String> LOOSE_NUMBERS;

	static final Set<String> ORDINAL_ENDINGS;

	static final Set<String> BEFORE_UNITS;

	static final Map<String, String> TIMES;

	static final Map<String, String> UNITS = WordTable.load("en/units.txt").synonyms("");

	/** Shorter ones are names and variables as often. */
	static final Map<String, String> LONG_UNITS = UNITS.entrySet()
		.stream()
		.filter((unit) -> unit.getKey().length() >= 3)
		.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

	/** Irregular forms of verbs, and the verbs. */
	static final Map<String, String> VERBS = WordTable.load("en/verbs.txt").synonyms("");

	static final Set<String> FUNCTION_WORDS;

	static final Set<String> BEFORE_NOUNS;

	static final Set<String> DETERMINERS;

	static {
		WordTable words = WordTable.load("en/function-words.txt");
		DETERMINERS = words.words("determiners");
		BEFORE_NOUNS = union(DETERMINERS, words.words("prepositions"));
		FUNCTION_WORDS = union(BEFORE_NOUNS, words.words("other"));
		WordTable numbers = WordTable.load("en/numbers.txt");
		NUMBERS = numbers.values("cardinals", Integer::valueOf);
		ROMAN_NUMBERS = numbers.values("roman", Integer::valueOf);
		SCALES = numbers.values("scales", Integer::valueOf);
		NUMBER_LINKS = numbers.words("links");
		LOOSE_NUMBERS = numbers.words("loose");
		ORDINAL_ENDINGS = numbers.words("ordinal-endings");
		BEFORE_UNITS = numbers.words("before-units");
		TIMES = numbers.values("times", (value) -> value);
		Stream.of(NUMBERS, SCALES, TIMES).forEach((table) -> STARTS_QUANTITY.addAll(table.keySet()));
	}

	private Vocabulary() {
	}

	/** The unit that a word names or that is written onto a number, or nothing. */
	static String unit(Token token) {
		return token.unit().isEmpty() ? UNITS.getOrDefault(token.form(), "") : token.unit();
	}

	/** Whether a word can begin a quantity, to tell quickly that most do not. */
	static boolean startsQuantity(Token token) {
		return STARTS_QUANTITY.contains(token.form()) || ROMAN_NUMBERS.containsKey(token.text());
	}

	private static Set<String> union(Set<String> one, Set<String> other) {
		return Stream.of(one, other).flatMap(Set::stream).collect(Collectors.toSet());
	}

}
