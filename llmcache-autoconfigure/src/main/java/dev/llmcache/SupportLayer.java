package dev.llmcache;

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
	 * Forgets all that it remembers.
	 * @return how much that was
	 */
	long forget();

}
