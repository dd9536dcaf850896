package dev.llmcache.store.lucene;

import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.llmcache.Fingerprint;
import dev.llmcache.Mark;
import dev.llmcache.report.store.Removal;
import dev.llmcache.report.store.StoreCounts;
import dev.llmcache.store.Neighbour;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.store.VectorEntry;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.IOFunction;
import org.jspecify.annotations.Nullable;

/**
 * Open index that holds no more than a number of bytes, and whose searches see every
 * write that came before them.
 * <p>
 * Thread-safe. Writes come one after the other and pay for making themselves visible;
 * searches wait for none of them. An entry that has been written is either among the
 * recent ones or seen by the searcher: it leaves the recent ones only once the searcher
 * shows it, so whoever reads these first and the searcher second misses nothing.
 */
final class BoundedIndex implements Closeable {

	/** Eviction makes this share of the bound free, and so pays for many writes. */
	private static final int EVICTED_SHARE = 10;

	/**
	 * One is enough, unless other merges have just begun that take deleted entries along.
	 */
	private static final int MOST_MERGES = 10;

	private final OpenIndex index;

	private final long maxBytes;

	private final StoreCounts counts;

	private final ReentrantLock writing = new ReentrantLock();

	private volatile RecentEntries recent = new RecentEntries();

	private volatile Extent extent;

	/**
	 * Takes over an open index.
	 * @param index the index, closed with this one
	 * @param maxBytes how much it may hold
	 * @param counts counts what goes by itself
	 * @throws IOException if it cannot be read
	 */
	BoundedIndex(OpenIndex index, long maxBytes, StoreCounts counts) throws IOException {
		this.index = index;
		this.maxBytes = maxBytes;
		this.counts = counts;
		this.extent = measure();
	}

	boolean isWritable() {
		return this.index.isWritable();
	}

	@Nullable Throwable failure() {
		return this.index.failure();
	}

	Extent extent() {
		return this.extent;
	}

	List<Neighbour> search(PartitionSearch search) throws IOException {
		List<Neighbour> recent = this.recent.all(search);
		List<Neighbour> shown = this.index.search(search::in);
		if (recent.isEmpty()) {
			return shown;
		}
		Set<Fingerprint> replaced = recent.stream().map(Neighbour::id).collect(Collectors.toSet());
		return Stream.concat(recent.stream(), shown.stream().filter((neighbour) -> !replaced.contains(neighbour.id())))
			.sorted(Comparator.comparingDouble(Neighbour::similarity).reversed())
			.limit(search.limit())
			.toList();
	}

	/**
	 * Stores an entry in place of any other with the same id.
	 * @param entry the entry; one that takes more than eviction frees is not stored
	 * @param now what has expired then may be deleted
	 * @throws IOException if the disk fails
	 */
	void put(VectorEntry entry, Instant now) throws IOException {
		this.writing.lock();
		try {
			if (isOlderThanPresent(entry, now)) {
				return;
			}
			if (this.index.size(entry) > this.maxBytes / EVICTED_SHARE || !entry.record().isLiveAt(now)) {
				delete(entry.id());
			}
			else {
				write(entry);
				if (this.extent.bytes() > this.maxBytes) {
					shrink(now);
				}
			}
		}
		finally {
			this.writing.unlock();
		}
	}

	private boolean isOlderThanPresent(VectorEntry entry, Instant now) throws IOException {
		VectorEntry recently = this.recent.get(entry.id());
		StoredRecord present = (recently != null) ? recently.record()
				: read((reader) -> new LiveEntries(reader).recordOf(entry.id()));
		return present != null && present.isLiveAt(now) && entry.record().fence() < present.fence();
	}

	void remove(Fingerprint id) throws IOException {
		this.writing.lock();
		try {
			delete(id);
		}
		finally {
			this.writing.unlock();
		}
	}

	boolean contains(Fingerprint id) throws IOException {
		return this.recent.contains(id) || shownSize(id) > 0;
	}

	/**
	 * Deletes what has expired, and shows searches the segments as merged meanwhile.
	 * @param now the time
	 * @throws IOException if the disk fails
	 */
	void tidy(Instant now) throws IOException {
		this.counts.removed(Removal.EXPIRED, removeAll(EntryFields.expiredAt(now)));
	}

	/**
	 * Deletes the entries that a query finds.
	 * @param query the query
	 * @return how many there were
	 * @throws IOException if the disk fails
	 */
	long removeAll(Query query) throws IOException {
		this.writing.lock();
		try {
			refresh();
			return removeShown(query);
		}
		finally {
			this.writing.unlock();
		}
	}

	/**
	 * Reads the entries as searches are shown them.
	 * @param <T> of the result
	 * @param reading what to read; the files are held until it ends
	 * @return what was read
	 * @throws IOException if the disk fails
	 */
	<T> T read(IOFunction<IndexReader, T> reading) throws IOException {
		return this.index.search((searcher) -> reading.apply(searcher.getIndexReader()));
	}

	/**
	 * Writes segments anew until nothing is left of removed entries.
	 * @param mark what the entries bore
	 * @throws IOException if the disk fails
	 */
	void expunge(Mark mark) throws IOException {
		for (int i = 0; isLeftOfDeleted(mark); i++) {
			if (i == MOST_MERGES) {
				throw new IOException("Something is left of removed entries after %d merges".formatted(MOST_MERGES));
			}
			if (i > 0) {
				this.index.awaitMerges();
			}
			this.index.mergeDeletes();
		}
	}

	private boolean isLeftOfDeleted(Mark mark) throws IOException {
		show();
		return read((reader) -> StampTerms.isLeftOfDeleted(reader, mark));
	}

	/**
	 * Shows searches what was written, and the segments as merged meanwhile.
	 * @throws IOException if the disk fails
	 */
	void show() throws IOException {
		this.writing.lock();
		try {
			refresh();
		}
		finally {
			this.writing.unlock();
		}
	}

	void commit() throws IOException {
		this.index.commit();
	}

	@Override
	public void close() throws IOException {
		this.index.close();
	}

	private void write(VectorEntry entry) throws IOException {
		VectorEntry replaced = this.recent.get(entry.id());
		long shown = (replaced != null) ? 0 : shownSize(entry.id());
		this.index.put(entry);
		this.recent.add(entry);
		long before = (replaced != null) ? this.index.size(replaced) : shown;
		extend((before > 0) ? 0 : 1, this.index.size(entry) - before);
		if (shown > 0 || this.recent.isFull()) {
			refresh();
		}
	}

	private void delete(Fingerprint id) throws IOException {
		VectorEntry deleted = this.recent.get(id);
		long shown = (deleted != null) ? 0 : shownSize(id);
		if (deleted == null && shown == 0) {
			return;
		}
		this.index.remove(List.of(id));
		this.recent.remove(id);
		extend(-1, -((deleted != null) ? this.index.size(deleted) : shown));
		if (shown > 0) {
			refresh();
		}
	}

	/** Of one thread at a time. */
	private void extend(long entries, long bytes) {
		this.extent = this.extent.plus(entries, bytes);
	}

	private void shrink(Instant now) throws IOException {
		refresh();
		this.counts.removed(Removal.EXPIRED, removeShown(EntryFields.expiredAt(now)));
		long held = this.extent.bytes();
		if (held > this.maxBytes) {
			long excess = held - (this.maxBytes - this.maxBytes / EVICTED_SHARE);
			List<Fingerprint> oldest = read((reader) -> new LiveEntries(reader).oldest(excess));
			this.index.remove(oldest);
			this.counts.removed(Removal.SIZE, oldest.size());
			refresh();
			this.extent = measure();
		}
	}

	private int removeShown(Query query) throws IOException {
		int count = this.index.search((searcher) -> searcher.count(query));
		if (count > 0) {
			this.index.removeAll(query);
			refresh();
			this.extent = measure();
		}
		return count;
	}

	private void refresh() throws IOException {
		this.index.refresh();
		if (!this.recent.isEmpty()) {
			this.recent = new RecentEntries();
		}
	}

	private Extent measure() throws IOException {
		return read((reader) -> new LiveEntries(reader).extent());
	}

	private long shownSize(Fingerprint id) throws IOException {
		return read((reader) -> new LiveEntries(reader).sizeOf(id));
	}

}
