package dev.llmcache.semantic.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The guards that come with the cache.
 */
public final class Guards {

	/** The language whose words are known. */
	public static final String ENGLISH = "en";

	private Guards() {
	}

	/**
	 * All guards, the cheapest first.
	 * @return an immutable list
	 */
	public static List<Guard> standard() {
		return of(Set.of(ENGLISH), Set.of());
	}

	/**
	 * Some guards.
	 * @param languages languages of the questions
	 * @param disabled names of guards to leave out
	 * @return an immutable list of those that hold for any language, and those of the
	 * languages
	 * @throws IllegalArgumentException if there is no such language or guard
	 */
	public static List<Guard> of(Set<String> languages, Set<String> disabled) {
		List<Guard> guards = new ArrayList<>(anyLanguage());
		languages.forEach((language) -> {
			if (!language.equals(ENGLISH)) {
				throw new IllegalArgumentException("No guards for the language '%s'".formatted(language));
			}
			guards.addAll(english());
		});
		disabled.forEach((name) -> {
			if (!guards.removeIf((guard) -> guard.name().equals(name))) {
				throw new IllegalArgumentException("No guard '%s'".formatted(name));
			}
		});
		return List.copyOf(guards);
	}

	private static List<Guard> anyLanguage() {
		return List.of(new NumberGuard(), new IdentifierGuard(), new QuoteGuard(), new CountedGuard(),
				new AdditionGuard());
	}

	private static List<Guard> english() {
		return List.of(new NegationGuard(), new KindGuard("units", List.of(Vocabulary.LONG_UNITS)), new DateGuard(),
				new AntonymGuard(), new ComparisonGuard(),
				new KindGuard("media", List.of(WordTable.load("en/media.txt").synonyms("media"))),
				new PrepositionGuard(), new AskingGuard(), new ReferenceGuard(), new ConjunctionGuard(),
				new RestrictionGuard(), new NameGuard(), new SlotGuard(), new OrderGuard());
	}

}
