package dev.llmcache.semantic.calibration;

import java.util.List;

import dev.llmcache.store.Observation;

/**
 * Probability that a stored answer is right, by the score of its question: a Bayesian
 * logistic regression with two parameters.
 * <p>
 * The verdicts may be wrong themselves, by a known share: the likelihood of one is
 * {@code noise + (1 - 2 noise) p}. The parameters are where their posterior is highest,
 * found by Fisher scoring; their covariance is the inverse of the information there.
 * Immutable.
 *
 * @param intercept added to the score's multiple
 * @param slope what the score is multiplied with
 * @param interceptVariance variance of the intercept
 * @param covariance of intercept and slope
 * @param slopeVariance variance of the slope
 */
public record Calibration(double intercept, double slope, double interceptVariance, double covariance,
		double slopeVariance) {

	private static final double INTERCEPT_DEVIATION = 1.25;

	private static final double SLOPE_DEVIATION = 0.25;

	private static final double LEAST_SLOPE = 0.3;

	private static final double GREATEST_SLOPE = 3;

	private static final int ITERATIONS = 15;

	private static final double LONGEST_STEP = 3;

	private static final double SHORTEST_STEP = 1e-6;

	/** Nothing was learned: the score is the logit. */
	public static final Calibration PRIOR = new Calibration(0, 1, INTERCEPT_DEVIATION * INTERCEPT_DEVIATION, 0,
			SLOPE_DEVIATION * SLOPE_DEVIATION);

	/**
	 * Learns from verdicts.
	 * @param observations the verdicts
	 * @param noise share of verdicts that are wrong, from 0 and below 0.5
	 * @return what they say
	 */
	public static Calibration of(List<Observation> observations, double noise) {
		Calibration calibration = PRIOR;
		double length = LONGEST_STEP;
		for (int i = 0; i < ITERATIONS && length > SHORTEST_STEP; i++) {
			Step step = calibration.step(observations, noise);
			length = Math.hypot(step.intercept(), step.slope());
			double scale = Math.min(1, LONGEST_STEP / length);
			calibration = new Calibration(calibration.intercept + step.intercept() * scale,
					Math.clamp(calibration.slope + step.slope() * scale, LEAST_SLOPE, GREATEST_SLOPE),
					step.interceptVariance(), step.covariance(), step.slopeVariance());
		}
		return calibration;
	}

	private Step step(List<Observation> observations, double noise) {
		double interceptInformation = 1 / PRIOR.interceptVariance;
		double slopeInformation = 1 / PRIOR.slopeVariance;
		double crossInformation = 0;
		double interceptGradient = (PRIOR.intercept - this.intercept) * interceptInformation;
		double slopeGradient = (PRIOR.slope - this.slope) * slopeInformation;
		for (Observation observation : observations) {
			double score = observation.score();
			double right = logistic(this.intercept + this.slope * score);
			double said = noise + (1 - 2 * noise) * right;
			double derivative = (1 - 2 * noise) * right * (1 - right);
			double variance = Math.max(said * (1 - said), Double.MIN_NORMAL);
			double gradient = ((observation.right() ? 1 : 0) - said) / variance * derivative;
			double information = derivative * derivative / variance;
			interceptGradient += gradient;
			slopeGradient += gradient * score;
			interceptInformation += information;
			crossInformation += information * score;
			slopeInformation += information * score * score;
		}
		double determinant = interceptInformation * slopeInformation - crossInformation * crossInformation;
		return new Step((slopeInformation * interceptGradient - crossInformation * slopeGradient) / determinant,
				(interceptInformation * slopeGradient - crossInformation * interceptGradient) / determinant,
				slopeInformation / determinant, (0 - crossInformation) / determinant,
				interceptInformation / determinant);
	}

	/**
	 * Probability that an answer is wrong.
	 * @param score of its question
	 * @return from 0 to 1
	 */
	public double risk(double score) {
		return logistic(-this.intercept - this.slope * score);
	}

	/**
	 * The same a standard deviation higher, as long as little was learned.
	 * @param score of its question
	 * @return from 0 to 1
	 */
	public double cautiousRisk(double score) {
		double variance = this.interceptVariance + 2 * score * this.covariance + score * score * this.slopeVariance;
		return logistic(-this.intercept - this.slope * score + Math.sqrt(Math.max(0, variance)));
	}

	private static double logistic(double logit) {
		return 1 / (1 + Math.exp(-logit));
	}

	/**
	 * Step towards the highest posterior, with the covariance of the parameters.
	 */
	private record Step(double intercept, double slope, double interceptVariance, double covariance,
			double slopeVariance) {

	}

}
