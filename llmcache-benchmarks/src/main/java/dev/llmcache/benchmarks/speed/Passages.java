package dev.llmcache.benchmarks.speed;

import java.util.List;
import java.util.Random;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

import dev.llmcache.benchmarks.scopes.Faq;

/**
 * Texts of one length, of questions that follow one another.
 */
final class Passages {

	private Passages() {
	}

	/**
	 * Makes texts.
	 * @param count how many
	 * @param tokens how long each is
	 * @param length counts the tokens of a text
	 * @return texts that have as many, or a few more with the last word
	 */
	static List<String> of(int count, int tokens, ToIntFunction<String> length) {
		Random random = new Random(tokens);
		return IntStream.range(0, count).mapToObj((i) -> passage(tokens, length, random)).toList();
	}

	private static String passage(int tokens, ToIntFunction<String> length, Random random) {
		StringBuilder passage = new StringBuilder();
		while (true) {
			for (String word : Faq.question(random.nextInt(Faq.TOPICS), 0, 0).split(" ", -1)) {
				passage.append(passage.isEmpty() ? "" : " ").append(word);
				if (length.applyAsInt(passage.toString()) >= tokens) {
					return passage.toString();
				}
			}
		}
	}

}
