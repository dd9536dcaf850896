package dev.llmcache.store.redis;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

import dev.llmcache.store.RecordSource;
import dev.llmcache.store.StoredRecord;

/**
 * All records of a keyspace, a few at a time, since each may be large.
 *
 * @param keyspace where the records are
 * @param now the time at which they must be live
 */
record RecordWalk(Keyspace keyspace, Instant now) implements RecordSource {

	private static final int AT_ONCE = 16;

	@Override
	public void forEach(Consumer<StoredRecord> action) {
		for (List<byte[]> keys = this.keyspace.scan(); keys != null; keys = this.keyspace.scan()) {
			for (int from = 0; from < keys.size(); from += AT_ONCE) {
				read(keys.subList(from, Math.min(from + AT_ONCE, keys.size())), action);
			}
		}
	}

	private void read(List<byte[]> keys, Consumer<StoredRecord> action) {
		for (byte[] value : this.keyspace.starts(keys, Integer.MAX_VALUE)) {
			StoredRecord record = StoredRecord.decode(value);
			if (record != null && record.isLiveAt(this.now)) {
				action.accept(record);
			}
		}
	}

}
