package dev.llmcache.store.lucene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import dev.llmcache.Fingerprint;
import dev.llmcache.Mark;
import dev.llmcache.Stamp;
import dev.llmcache.report.store.Removal;
import dev.llmcache.report.store.StoreReport;
import dev.llmcache.report.store.StoreReporter;
import dev.llmcache.store.Neighbour;
import dev.llmcache.store.RecordForm;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.store.VectorEntry;
import dev.llmcache.store.VectorIndex;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.util.IORunnable;
import org.apache.lucene.util.IOUtils;
import org.apache.lucene.util.VectorUtil;

/**
 * Vector index in this process, in memory or in a directory of the local disk.
 * <p>
 * Its dimension is that of the first vector put. Vectors of another one that an earlier
 * run left in the directory do no harm: they are not found, and go as they expire or get
 * old.
 * <p>
 * It holds at most a given number of bytes: those of the records and vectors and a fixed
 * overhead for each entry and each of its stamps. Beyond that a tenth of it is evicted,
 * what was stored first goes first, and a single entry larger than that tenth is not
 * kept. Of a tenant that would hold more than a tenant may, a tenth of that goes in the
 * same way, and nothing of others. Lucene frees the space of deleted entries as it merges
 * segments, so that disk or memory may for a while hold up to twice as much.
 * <p>
 * A directory is committed every {@link #COMMIT_INTERVAL} and when the index is closed. A
 * killed process loses the puts and the removals since the last commit, except what was
 * erased; the index itself is never torn. One process at a time can use a directory, and
 * it must not be on a network file system, where locks cannot be relied upon.
 * <p>
 * When a disk is full or fails, {@code put} throws. Lucene may then close the index for
 * writing: searches go on with what they saw before, and every {@link #COMMIT_INTERVAL}
 * it is tried to open it again at its last commit (in memory: empty). Interrupting a
 * thread that writes has the same effect.
 */
public final class LuceneVectorIndex implements VectorIndex, StoreReporter {

	/** How often a directory is committed and expired entries are deleted. */
	public static final Duration COMMIT_INTERVAL = MaintainedIndex.INTERVAL;

	private static final Log logger = LogFactory.getLog(LuceneVectorIndex.class);

	private static final int STAMPS_AT_ONCE = 1_000;

	/** Share of the heap that an index may take when it was meant to be on disk. */
	private static final int FALLBACK_HEAP_SHARE = 8;

	private final MaintainedIndex index;

	private final InstantSource clock;

	private final AtomicInteger dimension = new AtomicInteger();

	LuceneVectorIndex(MaintainedIndex index, InstantSource clock) {
		this.index = index;
		this.clock = clock;
	}

	private static LuceneVectorIndex open(DirectorySource source, Quantization quantization, boolean durable,
			IndexBound bound, RecordForm form, InstantSource clock) throws IOException {
		try {
			return new LuceneVectorIndex(new MaintainedIndex(source, quantization, durable, bound, form, clock), clock);
		}
		catch (IOException | RuntimeException ex) {
			IOUtils.closeWhileHandlingException(source);
			throw ex;
		}
	}

	/**
	 * Creates an index in memory, on the heap.
	 * @param maxBytes how much it may hold
	 * @param clock tells what has expired
	 * @return an empty index
	 */
	public static LuceneVectorIndex inMemory(long maxBytes, InstantSource clock) {
		return inMemory(Quantization.NONE, IndexBound.of(maxBytes), clock);
	}

	/**
	 * Creates an index in memory, on the heap.
	 * @param quantization how graphs are walked
	 * @param bound how much it may hold
	 * @param clock tells what has expired
	 * @return an empty index
	 */
	public static LuceneVectorIndex inMemory(Quantization quantization, IndexBound bound, InstantSource clock) {
		try {
			return open(DirectorySource::newMemory, quantization, false, bound, RecordForm.PLAIN, clock);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Opens the index in a directory, or creates one. If another process has locked it,
	 * or an index lies there that cannot be read (damaged, of another version, not ours),
	 * that index is left alone and one in memory is returned, of an eighth of the heap at
	 * the most; a warning names the property.
	 * @param directory where; created with access for the owner only, if there is none
	 * @param maxBytes how much it may hold
	 * @param clock tells what has expired
	 * @return the index
	 * @throws UnusableDirectoryException if the directory cannot be created or written to
	 */
	public static LuceneVectorIndex onDisk(Path directory, long maxBytes, InstantSource clock) {
		return onDisk(directory, Quantization.NONE, IndexBound.of(maxBytes), RecordForm.PLAIN, clock);
	}

	/**
	 * Opens the index in a directory as {@link #onDisk(Path, long, InstantSource)} does.
	 * @param directory where; created with access for the owner only, if there is none
	 * @param quantization how graphs are walked; what was written with another one is
	 * read as it was written, until Lucene merges its segment
	 * @param bound how much it may hold
	 * @param form of the records on disk; in memory they are as they are
	 * @param clock tells what has expired
	 * @return the index
	 * @throws UnusableDirectoryException if the directory cannot be created or written to
	 */
	public static LuceneVectorIndex onDisk(Path directory, Quantization quantization, IndexBound bound, RecordForm form,
			InstantSource clock) {
		OwnerOnly.createDirectories(directory);
		try {
			return open(new LockedDirectory(directory), quantization, true, bound, form, clock);
		}
		catch (LockObtainFailedException ex) {
			logger.warn(("Another process uses the directory of '%s', so the semantic cache of this one is in memory, "
					+ "and lost when it ends. Give each process a directory of its own.")
				.formatted(UnusableDirectoryException.PROPERTY));
		}
		catch (IOException | IllegalArgumentException ex) {
			logger.warn(("The directory of '%s' holds an index that cannot be opened, so the semantic cache is in "
					+ "memory, and lost when the process ends. Empty the directory or name another one.")
				.formatted(UnusableDirectoryException.PROPERTY), ex);
		}
		return inMemory(quantization, bound.atMost(Runtime.getRuntime().maxMemory() / FALLBACK_HEAP_SHARE), clock);
	}

	/**
	 * Whether what is put survives the process.
	 * @return false if the index is in memory, chosen or fallen back to
	 */
	public boolean isDurable() {
		return this.index.isDurable();
	}

	/**
	 * How much the index holds, as counted against its bound.
	 * @return bytes
	 */
	public long bytes() {
		return this.index.current().extent().bytes();
	}

	@Override
	public List<Neighbour> nearest(Fingerprint partition, float[] vector, int limit) {
		try {
			return this.index.current().search(new PartitionSearch(partition, vector, limit, this.clock.instant()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void put(VectorEntry entry) {
		checkVector(entry.vector());
		run(() -> this.index.current().put(entry, this.clock.instant()));
		this.index.counts().put(1);
	}

	private void checkVector(float[] vector) {
		VectorUtil.checkFinite(vector);
		int expected = this.dimension.updateAndGet((known) -> (known != 0) ? known : vector.length);
		if (vector.length != expected) {
			throw new IllegalArgumentException(
					"The index has vectors of dimension %d, not %d".formatted(expected, vector.length));
		}
	}

	/**
	 * Removes all records that bear one of some marks. When this returns, searches do not
	 * find them, a directory is committed without them, and nothing is left of them in
	 * its files or in memory, not even of those that had been removed before. Searches
	 * that are still under way hold the former files until they end; file system, disk
	 * and backups may hold them for longer. If it throws, it has to be repeated.
	 * <p>
	 * That writes each segment anew of which something was deleted, so of a large index
	 * as much as lies on disk, and waits where these are being merged already. Neither
	 * searches nor puts wait for it.
	 */
	@Override
	public long erase(Set<Mark> marks) {
		try {
			return this.index.erase(marks);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Removes records that have been invalidated; those that have expired go every
	 * {@link #COMMIT_INTERVAL} by themselves. Their bytes stay in memory or on disk until
	 * Lucene merges their segment, which it strives for when a fifth of the entries is
	 * deleted.
	 */
	@Override
	public long sweep(UnaryOperator<Set<Stamp>> outdated) {
		try {
			BoundedIndex current = this.index.current();
			current.show();
			long swept = 0;
			List<Stamp> stamps = current.read((reader) -> StampTerms.after(reader, null, STAMPS_AT_ONCE));
			while (!stamps.isEmpty()) {
				Set<Stamp> dead = outdated.apply(Set.copyOf(stamps));
				swept += dead.isEmpty() ? 0 : current.removeAll(StampTerms.stamped(dead));
				Stamp last = stamps.getLast();
				stamps = current.read((reader) -> StampTerms.after(reader, last, STAMPS_AT_ONCE));
			}
			this.index.counts().removed(Removal.INVALIDATED, swept);
			return swept;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void remove(Fingerprint id) {
		run(() -> this.index.current().remove(id, null));
	}

	@Override
	public boolean contains(Fingerprint id) {
		try {
			return this.index.current().contains(id);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void forEach(Consumer<StoredRecord> action) {
		new IndexWalk(this.index, this.clock.instant()).forEach(action);
	}

	/**
	 * Commits and closes the index, after the searches and writes under way. Calling it
	 * again does nothing.
	 */
	@Override
	public void close() {
		run(this.index::close);
	}

	@Override
	public List<StoreReport> reports() {
		return List.of(this.index.report());
	}

	private static void run(IORunnable write) {
		try {
			write.run();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
