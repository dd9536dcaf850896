package dev.llmcache;

/**
 * How a policy finds out whether the answers that it serves to other questions are right:
 * the model is asked too for some of them, in the background.
 *
 * @param share share of these answers that is audited, from 0 to 1
 * @param perMinute how many each instance audits in a minute at the most
 * @param floor share of the audited that has to be right, from 0 and below 1; with less,
 * the semantic layer switches itself off for the policy until it would be right again
 */
public record Auditing(double share, int perMinute, double floor) {

	/** Nothing is audited. */
	public static final Auditing NONE = new Auditing(0, 0, 0);

	public Auditing {
		if (!(share >= 0 && share <= 1 && perMinute >= 0 && floor >= 0 && floor < 1)) {
			throw new IllegalArgumentException("Not an audit: %s, %d, %s".formatted(share, perMinute, floor));
		}
	}

}
