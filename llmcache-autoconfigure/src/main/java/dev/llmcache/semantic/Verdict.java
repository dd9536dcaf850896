package dev.llmcache.semantic;

import org.jspecify.annotations.Nullable;

/**
 * Whether a stored question's answer may be served.
 */
public sealed interface Verdict {

	/**
	 * A candidate means the same.
	 *
	 * @param index its place among the candidates
	 * @param similarity how near it is, in the sense of {@link EmbeddingSpace}
	 */
	record Accepted(int index, double similarity) implements Verdict {

	}

	/**
	 * None does.
	 *
	 * @param reason stable lower-case word: {@code no-candidate}, {@code unmatchable},
	 * {@code below-threshold}, {@code overlap}, {@code conflict}, {@code risk},
	 * {@code guard-error}, or the name of the guard that vetoed the nearest candidate
	 * @param cosine cosine similarity of the nearest candidate, or NaN without one
	 * @param nearest the candidate that only its distance spoke against, or null
	 */
	record Rejected(String reason, double cosine, @Nullable Accepted nearest) implements Verdict {

		/**
		 * Against which more spoke than its distance.
		 * @param reason a word for it
		 * @param cosine cosine similarity of the nearest candidate, or NaN without one
		 */
		public Rejected(String reason, double cosine) {
			this(reason, cosine, null);
		}

	}

}
