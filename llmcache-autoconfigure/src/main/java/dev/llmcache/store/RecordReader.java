package dev.llmcache.store;

import java.time.Duration;

import dev.llmcache.report.store.Removal;
import dev.llmcache.report.store.StoreCounts;
import dev.llmcache.store.Reading.Missing;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of a store, and has those deleted that cannot be read.
 * <p>
 * Thread-safe. What cannot be read is counted each time, and so is what a later version
 * of this library wrote, which stays where it is. Deletion is off the caller's path, and
 * is tried when the record is read again if it fails or if there is too much of it.
 */
public final class RecordReader implements AutoCloseable {

	private static final int WAITING = 100;

	/** A thread that writes to an index must not be interrupted without need. */
	private static final Duration GRACE = Duration.ofSeconds(2);

	private final RecordForm form;

	private final StoreCounts counts;

	private final Disposal disposal;

	private final WriteQueue deletions;

	/**
	 * Creates a reader.
	 * @param form of the records
	 * @param counts counts what cannot be read
	 * @param store name of the store, for logs
	 * @param disposal deletes what cannot be read
	 */
	public RecordReader(RecordForm form, StoreCounts counts, String store, Disposal disposal) {
		this.form = form;
		this.counts = counts;
		this.disposal = disposal;
		this.deletions = new WriteQueue("unreadable " + store, WAITING, 1, GRACE);
	}

	/**
	 * Reads a record that a call waits for.
	 * @param place where the bytes lay
	 * @param bytes what the store returned, if anything
	 * @return the record, or null when there is none to be had
	 * @throws RuntimeException if that cannot be told now
	 */
	public @Nullable StoredRecord read(RecordPlace place, byte @Nullable [] bytes) {
		if (bytes == null) {
			return null;
		}
		return switch (this.form.read(place, bytes)) {
			case Reading.Found(StoredRecord record) -> record;
			case Missing missing -> missing(missing, place, bytes);
		};
	}

	private @Nullable StoredRecord missing(Missing missing, RecordPlace place, byte[] bytes) {
		if (missing != Missing.LOCKED) {
			this.counts.removed(Removal.UNREADABLE, 1);
		}
		if (missing == Missing.UNREADABLE) {
			this.deletions.offer(() -> this.disposal.delete(place, bytes));
		}
		return null;
	}

	/**
	 * Reads a record on the way through all of them, and leaves it alone if that fails.
	 * @param place where the bytes lay
	 * @param bytes what the store returned, if anything
	 * @return the record, or null when there is none to be had
	 * @throws RuntimeException if that cannot be told now
	 */
	public @Nullable StoredRecord peek(RecordPlace place, byte @Nullable [] bytes) {
		return peek(this.form, place, bytes);
	}

	/**
	 * Reads a record on the way through all of them.
	 * @param form of the records
	 * @param place where the bytes lay
	 * @param bytes what the store returned, if anything
	 * @return the record, or null when there is none to be had
	 * @throws RuntimeException if that cannot be told now
	 */
	public static @Nullable StoredRecord peek(RecordForm form, RecordPlace place, byte @Nullable [] bytes) {
		return (bytes != null && form.read(place, bytes) instanceof Reading.Found(StoredRecord record)) ? record : null;
	}

	/**
	 * Writes a record.
	 * @param place where it will lie
	 * @param record the record
	 * @return its bytes
	 */
	public byte[] write(RecordPlace place, StoredRecord record) {
		return this.form.write(place, record);
	}

	@Override
	public void close() {
		this.deletions.close();
	}

	/**
	 * Deletes what cannot be read.
	 */
	@FunctionalInterface
	public interface Disposal {

		/**
		 * Deletes a record, unless there is another by now.
		 * @param place where the bytes lay
		 * @param bytes the bytes
		 */
		void delete(RecordPlace place, byte[] bytes);

	}

}
