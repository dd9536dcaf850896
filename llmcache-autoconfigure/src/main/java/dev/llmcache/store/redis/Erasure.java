package dev.llmcache.store.redis;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.llmcache.Mark;
import dev.llmcache.Stamp;
import dev.llmcache.store.StoredRecord;
import org.jspecify.annotations.Nullable;

/**
 * Removes the records of a keyspace that bear one of some marks. Of other records it
 * reads little more than the stamps, and of what is no record it removes nothing.
 *
 * @param keyspace where the records are
 * @param marks the marks
 */
record Erasure(Keyspace keyspace, Set<Mark> marks) {

	/** Bytes to read of each record at first, enough for the stamps of most. */
	private static final int START = StoredRecord.HEADER_LENGTH + 16 * StoredRecord.STAMP_LENGTH;

	long run() {
		long removed = 0;
		for (List<byte[]> keys = this.keyspace.scan(); keys != null; keys = this.keyspace.scan()) {
			List<byte[]> doomed = doomed(keys);
			removed += doomed.isEmpty() ? 0 : this.keyspace.remove(doomed);
		}
		return removed;
	}

	private List<byte[]> doomed(List<byte[]> keys) {
		List<byte[]> starts = this.keyspace.starts(keys, START);
		List<byte[]> doomed = new ArrayList<>();
		for (int i = 0; i < keys.size(); i++) {
			List<Stamp> stamps = stamps(keys.get(i), starts.get(i));
			if (stamps != null && stamps.stream().map(Stamp::mark).anyMatch(this.marks::contains)) {
				doomed.add(keys.get(i));
			}
		}
		return doomed;
	}

	private @Nullable List<Stamp> stamps(byte[] key, byte[] start) {
		List<Stamp> stamps = StoredRecord.decodeStamps(start);
		if (stamps != null || start.length < START) {
			return stamps;
		}
		int count = Short.toUnsignedInt(ByteBuffer.wrap(start).getShort(StoredRecord.STAMPS_OFFSET));
		int length = StoredRecord.HEADER_LENGTH + count * StoredRecord.STAMP_LENGTH;
		return StoredRecord.decodeStamps(this.keyspace.starts(List.of(key), length).get(0));
	}

}
