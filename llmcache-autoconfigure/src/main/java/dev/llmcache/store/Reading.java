package dev.llmcache.store;

/**
 * What became of reading bytes as a record.
 */
public sealed interface Reading {

	/** The bytes are no record that could have been written there. */
	Reading UNREADABLE = new Missing();

	/** The record is one of a later version of this library. */
	Reading LATER = new Missing();

	/** The record is encrypted, and this instance has not been given the key. */
	Reading LOCKED = new Missing();

	/**
	 * The bytes are a record.
	 *
	 * @param record the record
	 */
	record Found(StoredRecord record) implements Reading {

	}

	/**
	 * There is no record to be had.
	 */
	final class Missing implements Reading {

		private Missing() {
		}

	}

}
