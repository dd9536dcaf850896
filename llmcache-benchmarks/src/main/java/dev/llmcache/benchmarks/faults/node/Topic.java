package dev.llmcache.benchmarks.faults.node;

import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What can be asked in several wordings, and what the model says about it. Two topics
 * have nothing in common but the words around them, so that an answer tells by its text
 * whether it is the right one.
 *
 * @param words words of no language that are the topic's own
 */
public record Topic(String words) {

	/** Wordings that mean the same. */
	public static final int WORDINGS = 3;

	private static final String[] FORMS = { "Does the shop sell %s on weekdays?",
			"Please, does the shop sell %s on weekdays?", "Does the shop sell %s on weekdays? Thanks." };

	private static final Pattern ASKED = Pattern.compile("oes the shop sell (.*) on weekdays");

	private static final int WORDS = 5;

	private static final int SYLLABLES = 3;

	private static final String CONSONANTS = "bdfgklmnprstvz";

	private static final String VOWELS = "aeiou";

	/**
	 * A topic of some number.
	 * @param number the number
	 * @return the same for the same number, and for another most likely another
	 */
	public static Topic of(long number) {
		Random random = new Random(number);
		return new Topic(IntStream.range(0, WORDS).mapToObj((i) -> word(random)).collect(Collectors.joining(" ")));
	}

	private static String word(Random random) {
		StringBuilder word = new StringBuilder();
		for (int i = 0; i < SYLLABLES; i++) {
			word.append(CONSONANTS.charAt(random.nextInt(CONSONANTS.length())))
				.append(VOWELS.charAt(random.nextInt(VOWELS.length())));
		}
		return word.toString();
	}

	/**
	 * The topic that a question asks about.
	 * @param question the question
	 * @return the topic
	 */
	public static Topic askedBy(String question) {
		Matcher matcher = ASKED.matcher(question);
		if (!matcher.find()) {
			throw new IllegalArgumentException("Not a question about a topic");
		}
		return new Topic(matcher.group(1));
	}

	/**
	 * Asks about the topic.
	 * @param wording how, less than {@link #WORDINGS}
	 * @return the question
	 */
	public String question(int wording) {
		return FORMS[wording].formatted(this.words);
	}

	/**
	 * What the model says about the topic.
	 * @return the whole answer
	 */
	public String answer() {
		return "Of %s there were a few left at noon, and the next ones are expected by the end of the week."
			.formatted(this.words);
	}

}
