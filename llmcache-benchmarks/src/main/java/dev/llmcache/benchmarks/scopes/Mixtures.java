package dev.llmcache.benchmarks.scopes;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import dev.llmcache.embedding.UnitVector;

/**
 * Any number of vectors that lie where those of questions do: each is a mixture of two
 * questions on the same topic, moved by a part of the difference between two others.
 *
 * @param questions vectors of questions, those on a topic side by side
 */
public record Mixtures(List<float[]> questions) {

	private static final int PER_TOPIC = 40;

	private static final double MOVED = 0.5;

	private static final double REPHRASED = 0.3;

	/** How long a vector is. */
	public static final int DIMENSION = TextVectors.DIMENSION;

	/**
	 * Vectors of 20,000 questions, which no earlier run has embedded, take minutes.
	 * @return what mixes them
	 */
	public static Mixtures ofQuestions() {
		return ofQuestions(TextVectors.of(texts()));
	}

	/**
	 * Mixtures of 20,000 questions.
	 * @param vectors has the vectors of {@link #texts}
	 * @return the mixtures
	 */
	public static Mixtures ofQuestions(TextVectors vectors) {
		return new Mixtures(texts().stream().map(vectors::of).toList());
	}

	/**
	 * The texts whose vectors are mixed.
	 * @return the texts, those on a topic side by side
	 */
	public static List<String> texts() {
		return IntStream.range(0, Faq.TOPICS)
			.boxed()
			.flatMap((topic) -> IntStream.range(0, PER_TOPIC)
				.mapToObj((i) -> Faq.question(topic, i % Faq.STORED_WORDINGS, i * Faq.VARIANTS / PER_TOPIC)))
			.toList();
	}

	/**
	 * A vector.
	 * @param number which; of the same number always the same
	 * @return of unit length
	 */
	public float[] vector(long number) {
		Random random = random(number);
		int topic = topic(random) * PER_TOPIC;
		double part = random.nextDouble();
		float[] vector = new float[TextVectors.DIMENSION];
		add(vector, this.questions.get(topic + random.nextInt(PER_TOPIC)), part);
		add(vector, this.questions.get(topic + random.nextInt(PER_TOPIC)), 1 - part);
		return moved(vector, MOVED, random);
	}

	/**
	 * What a vector is about.
	 * @param number which vector
	 * @return the topic of the questions that it is a mixture of, as {@link Faq} has it
	 */
	public int topic(long number) {
		return topic(random(number));
	}

	private int topic(Random random) {
		return random.nextInt(this.questions.size() / PER_TOPIC);
	}

	private static Random random(long number) {
		return new Random(number * 0x9E3779B97F4A7C15L);
	}

	/**
	 * The same in other words.
	 * @param vector what is rephrased
	 * @param random how
	 * @return a vector near to it
	 */
	public float[] rephrased(float[] vector, Random random) {
		return moved(vector, REPHRASED, random);
	}

	private float[] moved(float[] vector, double part, Random random) {
		float[] difference = new float[vector.length];
		int size = this.questions.size();
		int one = random.nextInt(size);
		add(difference, this.questions.get(one), 1);
		add(difference, this.questions.get((one + 1 + random.nextInt(size - 1)) % size), -1);
		float[] moved = UnitVector.of(vector);
		add(moved, UnitVector.of(difference), part);
		return UnitVector.of(moved);
	}

	private static void add(float[] sum, float[] vector, double factor) {
		for (int i = 0; i < sum.length; i++) {
			sum[i] += (float) (factor * vector[i]);
		}
	}

}
