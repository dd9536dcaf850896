package dev.llmcache.semantic.calibration;

/**
 * How likely two questions mean the same, before anything was learned: the logit of a
 * probability, made of their similarity.
 * <p>
 * Its shape is that of questions of several public collections; what differs between
 * workloads is left to {@link Calibration}.
 */
public final class Score {

	private static final double INTERCEPT = -10.02;

	private static final double SLOPE = 12.94;

	/** Of the same words nearly, the distance tells more than the similarity. */
	private static final double CLOSENESS = 0.37;

	private static final double LEAST_DISTANCE = 0.02;

	private static final double NEAR = 0.9;

	private static final double NEAR_SLOPE = 2.87;

	private Score() {
	}

	/**
	 * Score of a similarity.
	 * @param similarity from 0 to 1
	 * @return the score, which grows with the similarity
	 */
	public static double of(double similarity) {
		return INTERCEPT + SLOPE * similarity - CLOSENESS * Math.log(Math.max(LEAST_DISTANCE, 1 - similarity))
				+ NEAR_SLOPE * Math.max(0, similarity - NEAR);
	}

}
