package dev.llmcache;

import java.util.Set;

/**
 * Layer that answers no chat calls itself, but saves work to those that do.
 * <p>
 * Thread-safe.
 */
public interface SupportLayer {

	/**
	 * Which layer this is.
	 * @return always the same
	 */
	Layer layer();

	/**
	 * Switches the layer off or on. Off, the work is done as if it were not there.
	 * @param enabled whether the layer saves work; at first it does
	 */
	void setEnabled(boolean enabled);

	/**
	 * Deletes what it remembers of somebody, and of whom it cannot tell.
	 * @param marks marks of whoever it is
	 * @return how much that was
	 * @throws RuntimeException if something may be left of it elsewhere
	 */
	long erase(Set<Mark> marks);

	/**
	 * Forgets what this instance remembers of anybody, since another has erased
	 * something.
	 * @return how much that was
	 */
	long forget();

}
