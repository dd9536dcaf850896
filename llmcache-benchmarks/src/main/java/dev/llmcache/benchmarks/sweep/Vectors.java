package dev.llmcache.benchmarks.sweep;

import java.util.Random;
import java.util.stream.IntStream;

/**
 * Vectors that lie as those of questions do: all in one direction more than in others,
 * around topics, and spread over fewer dimensions than they have.
 */
final class Vectors {

	static final int DIMENSION = 384;

	private static final int TOPICS = 1_000;

	/** Dimensions over which most of the spread is. */
	private static final double SPREAD = 24;

	private static final float[] COMMON = random(new Random(1));

	private static final float[][] TOPIC = IntStream.range(0, TOPICS)
		.mapToObj((topic) -> random(new Random(1_000 + topic)))
		.toArray(float[][]::new);

	private Vectors() {
	}

	static int randomTopic(Random random) {
		return random.nextInt(TOPICS);
	}

	/** A question about a topic; another about the same is at a cosine of about 0.75. */
	static float[] about(int topic, Random random) {
		return sum(sum(COMMON, 0.65, TOPIC[topic], 0.55), 1, random(random), 0.6);
	}

	/** The same question in other words, at a cosine of about 0.94. */
	static float[] rephrased(float[] question, Random random) {
		return sum(question, 1, random(random), 0.35);
	}

	private static float[] random(Random random) {
		float[] vector = new float[DIMENSION];
		for (int i = 0; i < DIMENSION; i++) {
			vector[i] = (float) (random.nextGaussian() / (1 + i / SPREAD));
		}
		return unit(vector);
	}

	private static float[] sum(float[] first, double firstPart, float[] second, double secondPart) {
		float[] vector = new float[DIMENSION];
		for (int i = 0; i < DIMENSION; i++) {
			vector[i] = (float) (firstPart * first[i] + secondPart * second[i]);
		}
		return unit(vector);
	}

	private static float[] unit(float[] vector) {
		double square = 0;
		for (float number : vector) {
			square += number * number;
		}
		float length = (float) Math.sqrt(square);
		for (int i = 0; i < vector.length; i++) {
			vector[i] /= length;
		}
		return vector;
	}

}
