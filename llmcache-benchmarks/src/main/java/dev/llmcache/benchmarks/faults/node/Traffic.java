package dev.llmcache.benchmarks.faults.node;

import java.util.Random;
import java.util.stream.Stream;

/**
 * What the customers of twenty tenants ask: half of the questions are about what is often
 * asked about, in the usual wording, a fifth are about the same in other wordings, and
 * the rest are about what nobody has asked about before. Three in ten are streamed.
 */
final class Traffic {

	private static final int TENANTS = 20;

	private static final int OFTEN = 150;

	private static final int REPEATED_PERCENT = 50;

	private static final int REPHRASED_PERCENT = 20;

	private static final int STREAMED_PERCENT = 30;

	private final Random random;

	private Traffic(long seed) {
		this.random = new Random(seed);
	}

	/**
	 * Questions without end.
	 * @param seed the same for the same questions
	 * @return the questions
	 */
	static Stream<Question> of(long seed) {
		return Stream.generate(new Traffic(seed)::next);
	}

	private Question next() {
		int percent = this.random.nextInt(100);
		boolean isKnown = percent < REPEATED_PERCENT + REPHRASED_PERCENT;
		long topic = isKnown ? popular() : this.random.nextLong();
		int wording = (isKnown && percent >= REPEATED_PERCENT) ? 1 + this.random.nextInt(Topic.WORDINGS - 1) : 0;
		return new Question(this.random.nextInt(TENANTS), topic, wording, this.random.nextInt(100) < STREAMED_PERCENT);
	}

	// The k-th is asked about 1/k as often as the first
	private int popular() {
		return Math.min(OFTEN - 1, (int) Math.pow(OFTEN + 1, this.random.nextDouble()) - 1);
	}

}
