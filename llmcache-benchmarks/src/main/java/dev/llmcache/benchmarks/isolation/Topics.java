package dev.llmcache.benchmarks.isolation;

import java.util.List;
import java.util.Random;

/**
 * What everybody asks about, each in the same few wordings.
 */
final class Topics {

	private static final List<String> WORDINGS = List.of("How do I %s?", "How can I %s?", "How do I %s please?",
			"How does one %s?");

	private static final List<String> TOPICS = List.of("return a cracked kettle", "descale an electric boiler",
			"sharpen my kitchen knife", "register another warranty", "cancel tomorrow's delivery",
			"replace worn bicycle tyres", "wash woollen winter blankets", "assemble the oak wardrobe",
			"reset forgotten account passwords");

	private static final double RARELY = 0.25;

	private Topics() {
	}

	/**
	 * Draws a topic, of which the first are asked about more often than the last.
	 */
	static String draw(Random random) {
		return TOPICS.get((int) (TOPICS.size() * random.nextDouble() * random.nextDouble()));
	}

	/**
	 * Asks about a topic, mostly in the same words.
	 */
	static String question(String topic, Random random) {
		int wording = (random.nextDouble() < RARELY) ? 1 + random.nextInt(WORDINGS.size() - 1) : 0;
		return WORDINGS.get(wording).formatted(topic);
	}

}
