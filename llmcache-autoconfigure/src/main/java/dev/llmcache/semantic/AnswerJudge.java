package dev.llmcache.semantic;

import java.util.Optional;

/**
 * Judges whether two answers say the same, to learn which stored answers can be served.
 * <p>
 * Asked in the background, for a sample of calls. Thread-safe. May throw any unchecked
 * exception: the answers are then not compared.
 */
@FunctionalInterface
public interface AnswerJudge {

	/** Leaves it to the answers' text and vectors. */
	AnswerJudge NONE = (question, stored, answer) -> Optional.empty();

	/**
	 * Compares two answers to a question.
	 * @param question the question
	 * @param stored the answer that the cache has
	 * @param answer the answer that the model has just given
	 * @return whether a user would be served as well by either, or empty to leave it to
	 * their text and vectors
	 */
	Optional<Boolean> saysTheSame(String question, String stored, String answer);

}
