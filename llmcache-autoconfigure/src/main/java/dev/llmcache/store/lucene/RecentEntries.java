package dev.llmcache.store.lucene;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.llmcache.Fingerprint;
import dev.llmcache.store.Neighbour;
import dev.llmcache.store.VectorEntry;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/**
 * Entries that the index has taken but its searcher does not show yet.
 * <p>
 * To show one, Lucene must write a segment, which takes milliseconds. Scanning these few
 * instead keeps that off every search that follows a put. Read by any thread; written by
 * one at a time.
 */
final class RecentEntries {

	/** Scanned in some 30 µs at 384 dimensions, if all are of one partition. */
	private static final int MAX_ENTRIES = 128;

	private static final long MAX_BYTES = 8L << 20;

	private final Map<Fingerprint, VectorEntry> entries = new ConcurrentHashMap<>();

	private long bytes;

	void add(VectorEntry entry) {
		this.bytes += EntryFields.size(entry);
		this.entries.put(entry.id(), entry);
	}

	void remove(Fingerprint id) {
		this.entries.remove(id);
	}

	@Nullable VectorEntry get(Fingerprint id) {
		return this.entries.get(id);
	}

	boolean contains(Fingerprint id) {
		return this.entries.containsKey(id);
	}

	boolean isEmpty() {
		return this.entries.isEmpty();
	}

	boolean isFull() {
		return this.entries.size() >= MAX_ENTRIES || this.bytes >= MAX_BYTES;
	}

	List<Neighbour> all(PartitionSearch search) {
		return this.entries.values()
			.stream()
			.filter((entry) -> entry.partition().equals(search.partition()))
			.filter((entry) -> entry.record().isLiveAt(search.now()))
			.filter((entry) -> entry.vector().length == search.vector().length)
			.map((entry) -> new Neighbour(entry.id(), VectorUtil.dotProduct(entry.vector(), search.vector()),
					entry.record()))
			.toList();
	}

}
