package dev.llmcache.test;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.llmcache.Fingerprint;
import dev.llmcache.store.AnswerStore;
import dev.llmcache.store.StoredRecord;
import org.jspecify.annotations.Nullable;

/**
 * Store in a map.
 */
public final class MapAnswerStore implements AnswerStore {

	private final Map<Fingerprint, StoredRecord> records = new ConcurrentHashMap<>();

	private final InstantSource clock;

	public MapAnswerStore(InstantSource clock) {
		this.clock = clock;
	}

	@Override
	public @Nullable StoredRecord get(Fingerprint key) {
		StoredRecord record = this.records.get(key);
		return (record != null && record.isLiveAt(this.clock.instant())) ? record : null;
	}

	@Override
	public void put(Fingerprint key, StoredRecord record) {
		this.records.put(key, record);
	}

	@Override
	public void remove(Fingerprint key) {
		this.records.remove(key);
	}

	@Override
	public void close() {
		this.records.clear();
	}

	public Map<Fingerprint, StoredRecord> records() {
		return this.records;
	}

}
