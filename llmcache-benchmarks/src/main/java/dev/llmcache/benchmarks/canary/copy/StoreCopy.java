package dev.llmcache.benchmarks.canary.copy;

/**
 * Copy of all that a store holds.
 */
public interface StoreCopy {

	/**
	 * Puts everything back in place of what is there now.
	 * @param withKeys whether the keys that answers are encrypted with are put back too;
	 * without, those that are there now stay
	 */
	void putBack(boolean withKeys);

	/**
	 * How many keys that answers are encrypted with are there now, of a file in bytes.
	 */
	long keys();

	/**
	 * Whether something holds keys that answers are encrypted with, by the name of its
	 * table, file or entry.
	 */
	static boolean isOfKeys(String name) {
		return name.contains("key");
	}

}
