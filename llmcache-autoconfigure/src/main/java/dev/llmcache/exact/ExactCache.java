package dev.llmcache.exact;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import dev.llmcache.AnswerLayer;
import dev.llmcache.CacheKey;
import dev.llmcache.CacheQuery;
import dev.llmcache.CachedAnswer;
import dev.llmcache.Decision.Plan;
import dev.llmcache.Layer;
import dev.llmcache.Lookup;
import dev.llmcache.Lookup.Hit;
import dev.llmcache.Lookup.Miss;
import dev.llmcache.store.AnswerCodec;
import dev.llmcache.store.AnswerStore;
import dev.llmcache.store.StoredRecord;

/**
 * Layer that finds an answer by the fingerprint of scope and question.
 */
public final class ExactCache implements AnswerLayer {

	private final AnswerStore store;

	private final int keyId;

	private final InstantSource clock;

	/**
	 * Creates the layer.
	 * @param store where the answers are
	 * @param keyId id of the secret that new answers are stored under
	 * @param clock tells what has expired
	 */
	public ExactCache(AnswerStore store, int keyId, InstantSource clock) {
		this.store = store;
		this.keyId = keyId;
		this.clock = clock;
	}

	@Override
	public Layer layer() {
		return Layer.EXACT;
	}

	@Override
	public Lookup lookup(CacheQuery query, Plan plan) {
		for (CacheKey key : query.keys()) {
			StoredRecord record = this.store.get(key.entry());
			CachedAnswer answer = (record != null) ? AnswerCodec.decode(record.payload()) : null;
			if (record != null && answer != null) {
				return new Hit(Layer.EXACT, answer, 1, Duration.between(record.storedAt(), this.clock.instant()));
			}
		}
		return Miss.NOT_FOUND;
	}

	@Override
	public void store(CacheQuery query, Plan plan, CachedAnswer answer) {
		Instant now = this.clock.instant();
		StoredRecord record = new StoredRecord(this.keyId, now, now.plus(plan.ttl()), AnswerCodec.encode(answer));
		this.store.put(query.key().entry(), record);
	}

}
