package dev.llmcache.semantic.calibration;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether answers are right often enough to be served, as far as verdicts tell that come
 * one after another.
 * <p>
 * Some shares below the floor are each weighed against it: how much more likely they make
 * the latest verdicts, whose number is chosen in their favour. Once that is on average
 * 400 times, answers are not reliable; shares above the floor are weighed the same way to
 * make them reliable again, by 20 times. Of answers right as often as the floor says,
 * that is doubted wrongly after 400 verdicts on average or later, of better ones hardly
 * ever (Page, "Continuous Inspection Schemes", Biometrika 1954; Shin, Ramdas and Rinaldo,
 * "E-detectors", 2022). Immutable.
 *
 * @param floor share that has to be right, from 0 and below 1; 0 is always reached
 * @param reliable whether it seems to be
 * @param weights of the shares that speak against that
 */
public record Reliability(double floor, boolean reliable, List<Double> weights) {

	private static final double DOUBT = 400;

	private static final double REGAINED = 20;

	private static final List<Double> STEPS = List.of(0.1, 0.25, 0.5, 0.75, 0.9);

	private static final List<Double> NOTHING = Collections.nCopies(STEPS.size(), 1.0);

	public Reliability {
		weights = List.copyOf(weights);
	}

	/**
	 * Nothing speaks against the answers yet.
	 * @param floor share that has to be right
	 * @return reliable
	 */
	public static Reliability trusted(double floor) {
		return new Reliability(floor, true, NOTHING);
	}

	/**
	 * What is known after one more verdict.
	 * @param right whether an answer was right
	 * @return the same with the verdict
	 */
	public Reliability after(boolean right) {
		if (this.floor == 0) {
			return this;
		}
		List<Double> next = IntStream.range(0, STEPS.size())
			.mapToObj((i) -> Math.max(1, this.weights.get(i)) * ratio(STEPS.get(i), right))
			.toList();
		return (mean(next) < (this.reliable ? DOUBT : REGAINED)) ? new Reliability(this.floor, this.reliable, next)
				: new Reliability(this.floor, !this.reliable, NOTHING);
	}

	private double ratio(double step, boolean right) {
		double share = this.reliable ? this.floor * step : this.floor + (1 - this.floor) * step;
		return right ? share / this.floor : (1 - share) / (1 - this.floor);
	}

	/**
	 * Whether the latest verdicts speak against the present state.
	 * @return whether more of them are wanted
	 */
	public boolean isQuestionable() {
		return mean(this.weights) > 1;
	}

	private static double mean(List<Double> weights) {
		return weights.stream().mapToDouble(Double::doubleValue).average().orElse(1);
	}

}
