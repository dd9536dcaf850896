package dev.llmcache.transfer;

import java.time.InstantSource;

import dev.llmcache.CacheKey;
import dev.llmcache.Generations;
import dev.llmcache.advisor.ClientPlanner;
import dev.llmcache.key.Keyring;
import dev.llmcache.store.Origin;
import dev.llmcache.store.StoredAnswer;
import dev.llmcache.store.StoredRecord;
import org.jspecify.annotations.Nullable;

/**
 * Tells which records are of another embedding model, and what they would be of the
 * present one.
 */
final class OldEntries {

	private final Keyring keyring;

	private final ClientPlanner planner;

	private final Generations generations;

	private final InstantSource clock;

	OldEntries(Keyring keyring, ClientPlanner planner, Generations generations, InstantSource clock) {
		this.keyring = keyring;
		this.planner = planner;
		this.generations = generations;
		this.clock = clock;
	}

	/**
	 * Entry that a record would be.
	 * @param record the record
	 * @param modelId the present model
	 * @return the entry, with stamps and times as they are; null when the record is of
	 * the present model already, of another application, or may not be served
	 */
	@Nullable Renewed renew(StoredRecord record, String modelId) {
		StoredAnswer stored = StoredAnswer.of(record.payload());
		Origin origin = (stored != null) ? stored.origin() : null;
		if (stored == null || origin == null || !isOld(origin, modelId) || !record.isLiveAt(this.clock.instant())) {
			return null;
		}
		String question = stored.question();
		CacheKey key = this.keyring.keyOf(record.keyId(), origin.scope(), question, origin.variant());
		if (key == null || !this.generations.areCurrent(record.stamps())) {
			return null;
		}
		byte[] payload = stored.with(new Origin(origin.scope(), origin.variant(), modelId, origin.provenance()));
		return new Renewed(key, question, new StoredRecord(record.keyId(), record.fence(), record.storedAt(),
				record.freshUntil(), record.expiresAt(), record.tenant(), record.stamps(), payload));
	}

	private boolean isOld(Origin origin, String modelId) {
		return origin.embeddingModel() != null && !origin.embeddingModel().equals(modelId)
				&& this.planner.isCurrent(origin.provenance());
	}

	/**
	 * Entry of the present model.
	 *
	 * @param key scope and question
	 * @param question the question
	 * @param record the record
	 */
	record Renewed(CacheKey key, String question, StoredRecord record) {

		@Override
		public String toString() {
			return "Renewed[%s]".formatted(this.key.entry());
		}

	}

}
