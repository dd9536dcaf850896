package dev.llmcache.store.redis;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;

import dev.llmcache.Fingerprint;
import dev.llmcache.store.RecordPlace;
import dev.llmcache.store.RecordReader;
import dev.llmcache.store.RecordSource;
import dev.llmcache.store.StoredRecord;
import org.jspecify.annotations.Nullable;

/**
 * All records of a keyspace, a few at a time, since each may be large.
 *
 * @param keyspace where the records are
 * @param prefix what their keys start with
 * @param records reads them
 * @param now the time at which they must be live
 */
record RecordWalk(Keyspace keyspace, String prefix, RecordReader records, Instant now) implements RecordSource {

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
		List<byte[]> values = this.keyspace.starts(keys, Integer.MAX_VALUE);
		for (int i = 0; i < keys.size(); i++) {
			Fingerprint key = fingerprint(keys.get(i));
			StoredRecord record = (key != null) ? this.records.peek(RecordPlace.of(key), values.get(i)) : null;
			if (record != null && record.isLiveAt(this.now)) {
				action.accept(record);
			}
		}
	}

	private @Nullable Fingerprint fingerprint(byte[] key) {
		try {
			String name = LuaScript.text(key).substring(this.prefix.length());
			return Fingerprint.of(Base64.getUrlDecoder().decode(name));
		}
		// Whoever shares the prefix may call things as he likes
		catch (IllegalArgumentException | IndexOutOfBoundsException ex) {
			return null;
		}
	}

}
