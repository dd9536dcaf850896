package dev.llmcache;

/**
 * Share of answers that are right, as far as a sample tells: with an interval that holds
 * the true share in 95 of 100 samples (Wilson, "Probable Inference, the Law of
 * Succession, and Statistical Inference", JASA 1927).
 *
 * @param right how many of the sample are right
 * @param judged size of the sample
 */
public record Precision(long right, long judged) {

	/** Nothing was judged: the share may be anything. */
	public static final Precision UNKNOWN = new Precision(0, 0);

	private static final double Z = 1.959963984540054;

	public Precision {
		if (right < 0 || judged < right) {
			throw new IllegalArgumentException("%d of %d are right".formatted(right, judged));
		}
	}

	/**
	 * Share of the sample.
	 * @return from 0 to 1, or NaN when nothing was judged
	 */
	public double share() {
		return (double) this.right / this.judged;
	}

	/**
	 * Lower end of the interval.
	 * @return from 0 to 1
	 */
	public double lower() {
		return (this.judged == 0) ? 0 : Math.max(0, centre() - radius());
	}

	/**
	 * Upper end of the interval.
	 * @return from 0 to 1
	 */
	public double upper() {
		return (this.judged == 0) ? 1 : Math.min(1, centre() + radius());
	}

	private double centre() {
		return (this.right + Z * Z / 2) / (this.judged + Z * Z);
	}

	private double radius() {
		double wrong = this.judged - this.right;
		return Z / (this.judged + Z * Z) * Math.sqrt(this.right * wrong / this.judged + Z * Z / 4);
	}

}
