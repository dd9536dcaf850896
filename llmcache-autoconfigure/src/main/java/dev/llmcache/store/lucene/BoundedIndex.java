package dev.llmcache.store.lucene;

import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.llmcache.Fingerprint;
import dev.llmcache.Mark;
import dev.llmcache.report.store.Removal;
import dev.llmcache.report.store.StoreCounts;
import dev.llmcache.store.Neighbour;
import dev.llmcache.store.RecordPlace;
import dev.llmcache.store.RecordReader;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.store.VectorEntry;
import dev.llmcache.store.lucene.LiveEntries.Written;
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

	private final OpenIndex index;

	private final IndexBound bound;

	private final StoreCounts counts;

	private final RecordReader records;

	private final ReentrantLock writing = new ReentrantLock();

	private final Holdings holdings;

	private volatile RecentEntries recent = new RecentEntries();

	/**
	 * Takes over an open index.
	 * @param index the index, closed with this one
	 * @param bound how much it may hold
	 * @param counts counts what goes by itself
	 * @param records reads and writes records
	 * @throws IOException if it cannot be read
	 */
	BoundedIndex(OpenIndex index, IndexBound bound, StoreCounts counts, RecordReader records) throws IOException {
		this.index = index;
		this.bound = bound;
		this.counts = counts;
		this.records = records;
		this.holdings = new Holdings(bound);
		measure();
	}

	boolean isWritable() {
		return this.index.isWritable();
	}

	@Nullable Throwable failure() {
		return this.index.failure();
	}

	Extent extent() {
		return this.holdings.extent();
	}

	List<Neighbour> search(PartitionSearch search) throws IOException {
		List<Neighbour> recent = this.recent.all(search);
		List<Neighbour> shown = this.index.search((searcher) -> search.in(searcher, this.records));
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
		byte[] record = this.records.write(new RecordPlace(entry.id(), entry.partition()), entry.record());
		this.writing.lock();
		try {
			if (isOlderThanPresent(entry, now)) {
				return;
			}
			if (!this.bound.admits(this.index.size(entry)) || !entry.record().isLiveAt(now)) {
				delete(entry.id());
			}
			else {
				write(entry, record);
				Mark tenant = entry.record().tenant();
				evict(() -> this.holdings.excessOf(tenant), tenant, Removal.QUOTA, now);
				evict(this.holdings::excess, null, Removal.SIZE, now);
			}
		}
		finally {
			this.writing.unlock();
		}
	}

	private boolean isOlderThanPresent(VectorEntry entry, Instant now) throws IOException {
		VectorEntry recently = this.recent.get(entry.id());
		Written written = (recently != null) ? null : read((reader) -> new LiveEntries(reader).recordOf(entry.id()));
		StoredRecord shown = (written != null) ? StoredRecord.decodeAny(written.bytes()) : null;
		StoredRecord present = (recently != null) ? recently.record() : shown;
		return present != null && present.isLiveAt(now) && entry.record().fence() < present.fence();
	}

	/**
	 * Removes an entry, unless it was replaced.
	 * @param id its id
	 * @param bytes its record as it was written, or null to remove any
	 * @throws IOException if the disk fails
	 */
	void remove(Fingerprint id, byte @Nullable [] bytes) throws IOException {
		this.writing.lock();
		try {
			Written written = (bytes != null) ? read((reader) -> new LiveEntries(reader).recordOf(id)) : null;
			boolean isStill = written != null && !this.recent.contains(id) && Arrays.equals(written.bytes(), bytes);
			if (bytes == null || isStill) {
				delete(id);
			}
		}
		finally {
			this.writing.unlock();
		}
	}

	boolean contains(Fingerprint id) throws IOException {
		return held(id).entries() > 0;
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
		new Expunction(this, this.index, mark).run();
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

	private void write(VectorEntry entry, byte[] record) throws IOException {
		boolean isRecent = this.recent.contains(entry.id());
		Held before = held(entry.id());
		this.index.put(entry, record);
		this.recent.add(entry);
		this.holdings.change(before, held(entry));
		if ((before.entries() > 0 && !isRecent) || this.recent.isFull()) {
			refresh();
		}
	}

	private void delete(Fingerprint id) throws IOException {
		boolean isShown = !this.recent.contains(id);
		Held deleted = held(id);
		if (deleted.entries() > 0) {
			this.index.remove(List.of(id));
			this.recent.remove(id);
			this.holdings.change(deleted, Held.NOTHING);
			if (isShown) {
				refresh();
			}
		}
	}

	private Held held(Fingerprint id) throws IOException {
		VectorEntry recently = this.recent.get(id);
		return (recently != null) ? held(recently) : read((reader) -> new LiveEntries(reader).held(id));
	}

	private Held held(VectorEntry entry) {
		return new Held(entry.record().tenant(), this.index.size(entry));
	}

	private void evict(LongSupplier excess, @Nullable Mark tenant, Removal cause, Instant now) throws IOException {
		if (excess.getAsLong() > 0) {
			refresh();
			this.counts.removed(Removal.EXPIRED, removeShown(EntryFields.expiredAt(now)));
		}
		long bytes = excess.getAsLong();
		if (bytes > 0) {
			List<Fingerprint> oldest = read((reader) -> new LiveEntries(reader).oldest(bytes, tenant));
			this.index.remove(oldest);
			this.counts.removed(cause, oldest.size());
			refresh();
			measure();
		}
	}

	private int removeShown(Query query) throws IOException {
		int count = this.index.search((searcher) -> searcher.count(query));
		if (count > 0) {
			this.index.removeAll(query);
			refresh();
			measure();
		}
		return count;
	}

	private void refresh() throws IOException {
		this.index.refresh();
		if (!this.recent.isEmpty()) {
			this.recent = new RecentEntries();
		}
	}

	private void measure() throws IOException {
		read((reader) -> {
			this.holdings.measure(reader);
			return reader;
		});
	}

}
