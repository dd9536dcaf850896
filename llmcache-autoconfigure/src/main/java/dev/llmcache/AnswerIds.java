package dev.llmcache;

import org.jspecify.annotations.Nullable;

/**
 * Names answers that are served by ids that nobody else can make and that say nothing.
 * <p>
 * Thread-safe.
 */
public interface AnswerIds {

	/**
	 * Makes an id.
	 * @param source where the answer comes from
	 * @return the id, the same for the same source
	 */
	String idOf(HitSource source);

	/**
	 * Reads an id.
	 * @param id what anybody claims to be one
	 * @return the source, or null if this cache did not make it
	 */
	@Nullable HitSource read(String id);

}
