package dev.llmcache.policy;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Question that means something only together with what was said before it, such as
 * "yes", "continue" or "why is that?".
 */
public final class FollowUp {

	private static final int SHORTEST_OF_ITS_OWN = 4;

	private static final Pattern WORDS = Pattern.compile("[^\\p{L}\\p{N}']+");

	private static final Set<String> POINTING_BACK = Set.of("it", "its", "it's", "itself", "that", "that's", "this",
			"these", "those", "they", "they're", "them", "their", "theirs", "he", "him", "his", "she", "her", "hers",
			"one", "ones", "there", "then", "same", "again", "else", "instead", "another", "other", "others", "both",
			"either", "neither", "former", "latter", "previous", "above", "earlier", "before");

	private static final Set<String> GOING_ON = Set.of("and", "or", "but", "so", "because", "also", "why", "ok", "okay",
			"yes", "yeah", "no", "sure", "please", "continue", "go", "what about", "how about", "more", "thanks");

	private FollowUp() {
	}

	/**
	 * Whether a question depends on the conversation. Errs towards yes: a question of
	 * fewer than four words does, and so does any in a language that puts no space
	 * between words.
	 * @param question the question
	 * @return whether its words alone do not tell what it asks
	 */
	public static boolean dependsOnHistory(String question) {
		List<String> words = WORDS.splitAsStream(question.strip().toLowerCase(Locale.ROOT)).toList();
		return words.size() < SHORTEST_OF_ITS_OWN || GOING_ON.contains(words.getFirst())
				|| GOING_ON.contains(words.get(0) + " " + words.get(1))
				|| words.stream().anyMatch(POINTING_BACK::contains);
	}

}
