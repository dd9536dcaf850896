package dev.llmcache.semantic.guard;

/**
 * Rule that sees from the words of two questions that their answers differ.
 * <p>
 * Pure, thread-safe and symmetric; a question is never vetoed against itself.
 */
public interface Guard {

	/**
	 * Stable lower-case word for metrics and settings.
	 * @return the name
	 */
	String name();

	/**
	 * Whether one question's answer must not be served for the other.
	 * @param one a question
	 * @param other another
	 * @return whether this rule forbids it; false says nothing
	 */
	boolean vetoes(Question one, Question other);

}
