package dev.llmcache.exact;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.llmcache.CachedAnswer;
import dev.llmcache.store.StoredAnswer;
import dev.llmcache.store.StoredRecord;
import org.jspecify.annotations.Nullable;

/**
 * Answers of records that are in this process, of which those that are asked for again
 * and again are read once.
 * <p>
 * Remembers {@value #MOST} at the most, none larger than {@value #LARGEST} bytes, and
 * none for longer than its record is there. Only what is text and cannot be changed:
 * every caller is given the same. Thread-safe.
 */
final class ReadAnswers {

	private static final int MOST = 256;

	private static final int LARGEST = 8 << 10;

	// Weak keys are told apart by identity: another record under the same key is read
	private final Cache<StoredRecord, CachedAnswer> answers = Caffeine.newBuilder()
		.weakKeys()
		.maximumSize(MOST)
		.executor(Runnable::run)
		.build();

	/**
	 * Answer of a record.
	 * @param record the record
	 * @return the answer, or null when it cannot be read
	 */
	@Nullable CachedAnswer of(StoredRecord record) {
		CachedAnswer known = this.answers.getIfPresent(record);
		if (known != null) {
			return known;
		}
		CachedAnswer answer = read(record);
		if (answer != null && record.payload().length <= LARGEST && isText(answer)) {
			this.answers.put(record, answer);
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

	/** Forgets all, though a record that is on its way to a caller may come after. */
	void clear() {
		this.answers.invalidateAll();
	}

}
