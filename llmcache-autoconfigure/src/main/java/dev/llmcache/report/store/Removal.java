package dev.llmcache.report.store;

import java.util.Locale;

/**
 * Why a store let go of an entry.
 */
public enum Removal {

	/** There was no room for it. */
	SIZE,

	/** Its tenant had taken its share. */
	QUOTA,

	/** Its time was over. */
	EXPIRED,

	/** It had been invalidated. */
	INVALIDATED,

	/** It bore a mark that was erased. */
	ERASED,

	/** It could not be read. What a later version of this library wrote, stays. */
	UNREADABLE;

	/**
	 * Name in reports and meters.
	 * @return the name in lower case
	 */
	public String label() {
		return name().toLowerCase(Locale.ROOT);
	}

}
