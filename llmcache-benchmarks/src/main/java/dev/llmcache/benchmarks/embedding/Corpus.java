package dev.llmcache.benchmarks.embedding;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Texts of which some are repeated, in no order.
 *
 * @param texts the texts, each as often as it is wanted
 * @param distinct how many different ones there are
 */
record Corpus(List<String> texts, int distinct) {

	private static final double REPEATED = 0.4;

	private static final int MOST_WORDS = 60;

	private static final int WORDS = 5_000;

	/**
	 * Makes texts of which four in ten were there before.
	 * @param size how many texts
	 * @param random which ones, and in which order
	 * @return the texts
	 */
	static Corpus of(int size, Random random) {
		int distinct = size - (int) Math.round(size * REPEATED);
		List<String> texts = new ArrayList<>(IntStream.range(0, distinct).mapToObj((i) -> text(i, random)).toList());
		while (texts.size() < size) {
			texts.add(texts.get(random.nextInt(distinct)));
		}
		Collections.shuffle(texts, random);
		return new Corpus(List.copyOf(texts), new HashSet<>(texts).size());
	}

	private static String text(int number, Random random) {
		StringBuilder text = new StringBuilder("passage ").append(number);
		for (int i = random.nextInt(MOST_WORDS); i > 0; i--) {
			text.append(" word").append(random.nextInt(WORDS));
		}
		return text.toString();
	}

	/**
	 * Divides the texts, in their order, into batches.
	 * @param largest most texts of a batch
	 * @param random how many each has
	 * @return the batches
	 */
	List<List<String>> batches(int largest, Random random) {
		List<List<String>> batches = new ArrayList<>();
		for (int start = 0; start < this.texts.size();) {
			int end = Math.min(this.texts.size(), start + 1 + random.nextInt(largest));
			batches.add(this.texts.subList(start, end));
			start = end;
		}
		return batches;
	}

}
