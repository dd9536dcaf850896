package dev.llmcache.store;

/**
 * How records are written to a store that is not the memory of this process, and read
 * from there.
 * <p>
 * Thread-safe. All instances that share a store need the same form.
 */
public interface RecordForm {

	/** Records as they are, for memory and for tests. */
	RecordForm PLAIN = new PlainForm(Compression.NONE);

	/**
	 * Writes a record.
	 * @param place where it will lie
	 * @param record the record
	 * @return bytes that start with the record's header
	 * @throws RuntimeException if what that takes cannot be had now, such as a key
	 */
	byte[] write(RecordPlace place, StoredRecord record);

	/**
	 * Reads a record.
	 * @param place where the bytes lay
	 * @param bytes what a store returned, from whatever source
	 * @return the record, or why there is none
	 * @throws RuntimeException if that cannot be told now
	 */
	Reading read(RecordPlace place, byte[] bytes);

}
