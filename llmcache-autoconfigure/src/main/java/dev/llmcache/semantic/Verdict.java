package dev.llmcache.semantic;

/**
 * Whether a stored question's answer may be served.
 */
public sealed interface Verdict {

	/**
	 * A candidate means the same.
	 *
	 * @param index its place among the candidates
	 * @param candidate the candidate
	 */
	record Accepted(int index, Candidate candidate) implements Verdict {

	}

	/**
	 * None does.
	 *
	 * @param reason stable lower-case word: {@code no-candidate}, {@code unmatchable},
	 * {@code below-threshold}, {@code guard-error}, or the name of the guard that vetoed
	 * the nearest candidate
	 * @param similarity cosine similarity of the nearest candidate, or NaN without one
	 */
	record Rejected(String reason, double similarity) implements Verdict {

	}

}
