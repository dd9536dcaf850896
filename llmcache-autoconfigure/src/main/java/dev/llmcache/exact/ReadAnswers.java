package dev.llmcache.exact;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;

import dev.llmcache.CachedAnswer;
import dev.llmcache.Fingerprint;
import dev.llmcache.store.StoredAnswer;
import dev.llmcache.store.StoredRecord;
import org.jspecify.annotations.Nullable;

/**
 * Answers of records that are in this process, of which those that are asked for again
 * and again are read once.
 * <p>
 * Remembers {@value #PLACES} at the most, none larger than {@value #LARGEST} bytes, each
 * in the place that its key falls on, until another takes it. Only what is text and
 * cannot be changed: every caller is given the same. Thread-safe.
 */
final class ReadAnswers {

	private static final int PLACES = 256;

	private static final int LARGEST = 8 << 10;

	private final AtomicReferenceArray<@Nullable Read> places = new AtomicReferenceArray<>(PLACES);

	/**
	 * Answer of a record.
	 * @param key the key of the record
	 * @param record the record
	 * @return the answer, or null when it cannot be read
	 */
	@Nullable CachedAnswer of(Fingerprint key, StoredRecord record) {
		int place = Math.floorMod(key.hashCode(), PLACES);
		Read last = this.places.get(place);
		if (last != null && last.record.refersTo(record)) {
			return last.answer;
		}
		CachedAnswer answer = read(record);
		if (answer != null && record.payload().length <= LARGEST && isText(answer)) {
			this.places.set(place, new Read(new WeakReference<>(record), answer));
		}
		return answer;
	}

	/**
	 * Reads an answer anew.
	 * @param record its record
	 * @return the answer, or null when it cannot be read
	 */
	static @Nullable CachedAnswer read(StoredRecord record) {
		StoredAnswer stored = StoredAnswer.of(record.payload());
		return (stored != null) ? stored.answer() : null;
	}

	// Bytes of media are handed out as they are
	private static boolean isText(CachedAnswer answer) {
		return answer.generations().stream().allMatch((generation) -> generation.media().isEmpty());
	}

	/** Forgets all, so that nothing outlives its record for long. */
	void clear() {
		for (int place = 0; place < PLACES; place++) {
			this.places.set(place, null);
		}
	}

	private record Read(WeakReference<StoredRecord> record, CachedAnswer answer) {

	}

}
