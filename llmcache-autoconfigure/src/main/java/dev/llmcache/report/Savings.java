package dev.llmcache.report;

import java.time.Duration;

/**
 * Calls that the model did not have to answer, and what they would have taken. What the
 * model said nothing about counts as none.
 *
 * @param answers how many calls
 * @param time that the model took for their answers
 * @param promptTokens tokens of their prompts
 * @param completionTokens tokens of their answers
 */
public record Savings(long answers, Duration time, long promptTokens, long completionTokens) {

	/** Nothing. */
	public static final Savings NONE = new Savings(0, Duration.ZERO, 0, 0);

	public Savings plus(Savings other) {
		return new Savings(this.answers + other.answers, this.time.plus(other.time),
				this.promptTokens + other.promptTokens, this.completionTokens + other.completionTokens);
	}

	public Savings minus(Savings other) {
		return new Savings(this.answers - other.answers, this.time.minus(other.time),
				this.promptTokens - other.promptTokens, this.completionTokens - other.completionTokens);
	}

}
