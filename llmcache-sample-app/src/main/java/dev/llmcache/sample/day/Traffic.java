package dev.llmcache.sample.day;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import dev.llmcache.sample.faq.Faq;
import dev.llmcache.sample.faq.FaqEntry;

/**
 * What customers ask: few things often and many seldom, each in his own words.
 */
final class Traffic {

	private static final List<String> WAYS = List.of("%s", "Hi, %s", "Please tell me: %s", "Quick question: %s",
			"%s Thank you.", "Hello, %s Thanks!", "Good morning. %s", "I would like to know: %s");

	private final Faq faq;

	Traffic(Faq faq) {
		this.faq = faq;
	}

	/**
	 * Questions in the order in which they are asked.
	 * @param count how many
	 * @param seed the same questions for the same number
	 * @return the questions
	 */
	List<String> questions(int count, long seed) {
		Random random = new Random(seed);
		List<FaqEntry> entries = this.faq.entries();
		List<String> questions = new ArrayList<>(count);
		for (int i = 0; i < count; i++) {
			String question = entries.get(popular(random, entries.size())).question();
			questions.add(WAYS.get(random.nextInt(WAYS.size())).formatted(question));
		}
		return questions;
	}

	// Of n entries the k-th is asked for about 1/k as often as the first
	private static int popular(Random random, int size) {
		return (int) Math.pow(size, random.nextDouble()) - 1;
	}

}
