package dev.llmcache.benchmarks.fleet.node;

import java.util.List;

/**
 * Question that a node is told to ask.
 *
 * @param question the question
 * @param policy the policy of the call
 * @param tags what the answer can be invalidated by
 * @param streamed whether the answer is asked for in pieces
 * @param times how often to ask
 * @param perSecond how many times in a second, whether or not what was asked before has
 * been answered; 0 for all at once
 */
public record Ask(String question, String policy, List<String> tags, boolean streamed, int times, int perSecond) {

	/**
	 * Asks once.
	 * @param question the question
	 * @param policy the policy of the call
	 * @param tags what the answer can be invalidated by
	 * @return what to ask
	 */
	public static Ask once(String question, String policy, String... tags) {
		return new Ask(question, policy, List.of(tags), false, 1, 0);
	}

	/**
	 * The same, all at once.
	 * @param count how often
	 * @return what to ask
	 */
	public Ask atOnce(int count) {
		return new Ask(this.question, this.policy, this.tags, this.streamed, count, 0);
	}

	/**
	 * The same at a steady rate.
	 * @param count how often
	 * @param rate how many times in a second
	 * @return what to ask
	 */
	public Ask steadily(int count, int rate) {
		return new Ask(this.question, this.policy, this.tags, this.streamed, count, rate);
	}

	/**
	 * The same, answered in pieces or not.
	 * @param inPieces whether in pieces
	 * @return what to ask
	 */
	public Ask streamed(boolean inPieces) {
		return new Ask(this.question, this.policy, this.tags, inPieces, this.times, this.perSecond);
	}

}
