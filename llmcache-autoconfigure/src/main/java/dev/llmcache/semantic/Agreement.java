package dev.llmcache.semantic;

import java.util.List;
import java.util.Optional;

import dev.llmcache.semantic.guard.Guard;
import dev.llmcache.semantic.guard.Question;

/**
 * Whether the answers to two questions say the same.
 * <p>
 * They do if they are the same text, or near each other with the same numbers and codes.
 * Pure.
 *
 * @param guards what tells apart questions whose answers differ
 * @param space of the answers' vectors
 */
record Agreement(List<Guard> guards, EmbeddingSpace space) {

	/** From this similarity on two answers say the same. */
	private static final double SAME = 0.9;

	/**
	 * Compares two answers.
	 * @param one an answer
	 * @param other another
	 * @return whether they say the same, or empty where that cannot be told
	 */
	Optional<Boolean> of(AnswerSignature one, AnswerSignature other) {
		if (one.isSame(other)) {
			return Optional.of(true);
		}
		if (!one.hasFactsOf(other)) {
			return Optional.of(false);
		}
		double cosine = one.cosine(other);
		return Double.isNaN(cosine) ? Optional.empty() : Optional.of(this.space.similarity(cosine) >= SAME);
	}

	/**
	 * Compares the answers to two questions, or the questions where that cannot be told.
	 * @param one a question with its answer
	 * @param other another
	 * @return whether nothing says that the answers differ
	 */
	boolean holds(Candidate one, Candidate other) {
		return one.question().equals(other.question())
				|| of(one.answer(), other.answer()).orElseGet(() -> !isVetoed(one.question(), other.question()));
	}

	private boolean isVetoed(String question, String other) {
		Question one = Question.of(question);
		Question two = Question.of(other);
		return this.guards.stream().anyMatch((guard) -> guard.vetoes(one, two));
	}

}
