package dev.llmcache;

/**
 * When the answer to another question of the same meaning may be served.
 */
public sealed interface Acceptance {

	/**
	 * The nearest stored question has a cosine similarity of at least a threshold. The
	 * right one depends on the embedding model and on the questions.
	 *
	 * @param cosine from 0 to 1
	 */
	record Threshold(double cosine) implements Acceptance {

		public Threshold {
			requireShare(cosine);
		}

	}

	/**
	 * The nearest stored question is near enough, and none that is almost as near has
	 * another answer. Similarity is that of the embedding model, less what it sees in
	 * unrelated questions: 0 for those, 1 for the same question.
	 *
	 * @param similarity how near it has to be, from 0 to 1
	 * @param margin how much farther a question with another answer has to be, from 0 to
	 * 1
	 */
	record Preset(double similarity, double margin) implements Acceptance {

		/** Few hits, and the fewest wrong answers. */
		public static final Preset STRICT = new Preset(0.9, 0.14);

		/** More hits, and about twice as many wrong answers. */
		public static final Preset BALANCED = new Preset(0.845, 0.14);

		/** Many hits, where a wrong answer does little harm. */
		public static final Preset BOLD = new Preset(0.79, 0.12);

		public Preset {
			requireShare(similarity);
			requireShare(margin);
		}

	}

	/**
	 * Learned from verdicts on answers, so that wrong answers stay below both bounds.
	 *
	 * @param maxWrong share of all requests that may be served a wrong answer, above 0
	 * and at most 1
	 * @param minPrecision share of the answers served that has to be right, from 0 and
	 * below 1
	 */
	record Adaptive(double maxWrong, double minPrecision) implements Acceptance {

		public Adaptive {
			if (!(maxWrong > 0 && maxWrong <= 1 && minPrecision >= 0 && minPrecision < 1)) {
				throw new IllegalArgumentException("Not a bound: %s, %s".formatted(maxWrong, minPrecision));
			}
		}

	}

	private static void requireShare(double value) {
		if (!(value >= 0 && value <= 1)) {
			throw new IllegalArgumentException("Not from 0 to 1: " + value);
		}
	}

}
