package dev.llmcache.store;

/**
 * What became of reading bytes as a record.
 */
public sealed interface Reading {

	/** The bytes are no record that could have been written there. */
	Reading UNREADABLE = Missing.UNREADABLE;

	/** The record is one of a later version of this library. */
	Reading LATER = Missing.LATER;

	/** The record is encrypted, and this instance has not been given the key. */
	Reading LOCKED = Missing.LOCKED;

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
	enum Missing implements Reading {

		/** Nobody of us could have written the bytes there. */
		UNREADABLE,

		/** A later version of this library wrote them. */
		LATER,

		/** They are encrypted, and the key is not at hand. */
		LOCKED

	}

}
