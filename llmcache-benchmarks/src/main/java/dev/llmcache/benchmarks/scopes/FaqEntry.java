package dev.llmcache.benchmarks.scopes;

import java.time.Duration;
import java.time.Instant;

import dev.llmcache.Fingerprint;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.store.VectorEntry;

/**
 * Entries as they would be put, with answers of a paragraph.
 */
final class FaqEntry {

	private static final int ANSWER_LENGTH = 600;

	private FaqEntry() {
	}

	static VectorEntry of(Fingerprint id, Fingerprint scope, float[] vector, Instant now) {
		return new VectorEntry(id, scope, vector,
				new StoredRecord(1, now, now.plus(Duration.ofDays(1)), new byte[ANSWER_LENGTH]));
	}

}
