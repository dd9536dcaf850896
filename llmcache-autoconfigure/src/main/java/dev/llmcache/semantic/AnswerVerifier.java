package dev.llmcache.semantic;

/**
 * Verifies an answer that is about to be served for another question: a cross-encoder, a
 * model of natural language inference, or a chat model as a judge.
 * <p>
 * The caller waits for it, for no longer than {@code llmcache.semantic.timeout} with all
 * that finding the answer takes. Thread-safe. May throw any unchecked exception: nothing
 * is served then.
 */
@FunctionalInterface
public interface AnswerVerifier {

	/** Trusts the decision. */
	AnswerVerifier NONE = (question, stored, answer) -> true;

	/**
	 * Verifies an answer.
	 * @param question the question that was asked
	 * @param stored the question that the answer was given to
	 * @param answer the answer
	 * @return whether it answers the question that was asked
	 */
	boolean isAnswerTo(String question, String stored, String answer);

}
