package dev.llmcache.advisor;

import dev.llmcache.CachedAnswer;

/**
 * Rule of an application about which answers are worth keeping, such as none that says "I
 * cannot help with that".
 * <p>
 * Asked once for each answer that is otherwise complete, on the thread that got it; must
 * be thread-safe and quick. An answer over which it throws is not kept.
 */
@FunctionalInterface
public interface AnswerRule {

	/**
	 * Decides about an answer.
	 * @param answer what the model answered
	 * @return whether it may be stored
	 */
	boolean admits(CachedAnswer answer);

}
