package dev.llmcache.semantic.calibration;

/**
 * Risk that a single answer may have, so that the mean over many stays at a bound: it
 * grows while less is spent than may be, and shrinks while more is.
 * <p>
 * Immutable.
 *
 * @param limit the most risk of an answer
 */
public record RiskBudget(double limit) {

	/** As long as nothing was spent. */
	public static final RiskBudget INITIAL = new RiskBudget(0.08);

	private static final double RATE = 0.02;

	private static final double LEAST = 0.01;

	private static final double MOST = 0.25;

	/**
	 * The budget after an answer, or after a request that got none.
	 * @param spent the risk of the answer, or 0
	 * @param bound the mean that is aimed at, above 0
	 * @return the budget for the next
	 */
	public RiskBudget after(double spent, double bound) {
		return new RiskBudget(Math.clamp(this.limit * Math.exp(RATE * (bound - spent) / bound), LEAST, MOST));
	}

}
