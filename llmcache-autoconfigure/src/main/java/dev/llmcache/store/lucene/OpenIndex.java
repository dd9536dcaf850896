package dev.llmcache.store.lucene;

import java.io.Closeable;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;

import dev.llmcache.Fingerprint;
import dev.llmcache.store.VectorEntry;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.MergeScheduler;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.IOFunction;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/**
 * Lucene index that is open for writing, with a view on it for searches.
 * <p>
 * Thread-safe. Searches see what was written before the last {@link #refresh()}, also
 * after a failure that closed the writer for good.
 */
final class OpenIndex implements Closeable {

	/** Marks an index as ours, so that no other one is ever written to. */
	private static final Map<String, String> FORMAT = Map.of("llmcache.format", "2");

	/**
	 * Half of Lucene's default. Each segment has a graph of its own to be walked, and an
	 * answer is looked for far more often than one is stored.
	 */
	private static final int SEGMENTS_PER_TIER = 4;

	/** Bounds how long a merge takes and, in memory, what it takes for a while. */
	private static final int MAX_SEGMENT_MEGABYTES = 512;

	private final Directory directory;

	private final Quantization quantization;

	private final IndexWriter writer;

	private final ConcurrentMergeScheduler merges;

	private final SearcherManager searchers;

	private OpenIndex(Directory directory, Quantization quantization, IndexWriter writer,
			ConcurrentMergeScheduler merges, SearcherManager searchers) {
		this.directory = directory;
		this.quantization = quantization;
		this.writer = writer;
		this.merges = merges;
		this.searchers = searchers;
	}

	/**
	 * Opens the index in a directory, or a new one in an empty directory.
	 * @param directory where; closed with the index, or if it cannot be opened
	 * @param quantization how graphs are walked that are written from now on
	 * @return the index
	 * @throws IOException if another index has locked the directory, or what lies in it
	 * cannot be read or is not ours
	 */
	static OpenIndex in(Directory directory, Quantization quantization) throws IOException {
		IndexWriter writer = null;
		try {
			checkFormat(directory);
			ConcurrentMergeScheduler merges = new QuietMerges();
			writer = new IndexWriter(directory, config(quantization, merges));
			writer.setLiveCommitData(FORMAT.entrySet(), false);
			return new OpenIndex(directory, quantization, writer, merges,
					new SearcherManager(writer, new UncachedSearchers()));
		}
		catch (IOException | RuntimeException ex) {
			if (writer != null) {
				IOUtils.closeWhileHandlingException(writer::rollback);
			}
			IOUtils.closeWhileHandlingException(directory);
			throw ex;
		}
	}

	private static IndexWriterConfig config(Quantization quantization, MergeScheduler merges) {
		TieredMergePolicy policy = new TieredMergePolicy().setSegmentsPerTier(SEGMENTS_PER_TIER)
			.setMaxMergedSegmentMB(MAX_SEGMENT_MEGABYTES);
		return new IndexWriterConfig().setCodec(new AnyDimensionCodec(quantization))
			.setMergePolicy(new RewritingPolicy(policy))
			.setMergeScheduler(merges);
	}

	private static void checkFormat(Directory directory) throws IOException {
		if (DirectoryReader.indexExists(directory)
				&& !SegmentInfos.readLatestCommit(directory).getUserData().equals(FORMAT)) {
			throw new CorruptIndexException("Not an index of this format", directory.toString());
		}
	}

	/**
	 * Whether the writer works; it closes itself when its disk or memory fails.
	 * @return whether anything can be written
	 */
	boolean isWritable() {
		return this.writer.isOpen();
	}

	/**
	 * What made the writer close itself.
	 * @return the failure, or null if there was none
	 */
	@Nullable Throwable failure() {
		return this.writer.getTragicException();
	}

	/**
	 * What an entry counts against the bound.
	 * @param entry the entry
	 * @return bytes
	 */
	long size(VectorEntry entry) {
		return EntryFields.size(entry) + this.quantization.copyBytes(entry.vector().length);
	}

	void put(VectorEntry entry, byte[] record) throws IOException {
		this.writer.updateDocument(EntryFields.id(entry.id()), EntryFields.document(entry, size(entry), record));
	}

	void remove(Collection<Fingerprint> ids) throws IOException {
		this.writer.deleteDocuments(ids.stream().map(EntryFields::id).toArray(Term[]::new));
	}

	void removeAll(Query query) throws IOException {
		this.writer.deleteDocuments(query);
	}

	/**
	 * Writes segments anew that have deleted entries in them, and waits for it. Segments
	 * are left out that are being merged anyway.
	 * @throws IOException if the disk fails
	 */
	void mergeDeletes() throws IOException {
		this.writer.forceMergeDeletes(true);
	}

	/** Waits for the merges under way. */
	void awaitMerges() {
		this.merges.sync();
	}

	void refresh() throws IOException {
		this.searchers.maybeRefreshBlocking();
	}

	/** Makes what was written survive the process; does nothing when nothing was. */
	void commit() throws IOException {
		this.writer.commit();
	}

	<T> T search(IOFunction<IndexSearcher, T> search) throws IOException {
		IndexSearcher searcher = this.searchers.acquire();
		try {
			return search.apply(searcher);
		}
		finally {
			this.searchers.release(searcher);
		}
	}

	/** Forgets what was not committed, and aborts merges instead of waiting for them. */
	@Override
	public void close() throws IOException {
		IOUtils.close(this.searchers, this.writer::rollback, this.directory);
	}

	/** The default cache of queries would keep filters of searches that never recur. */
	private static final class UncachedSearchers extends SearcherFactory {

		@Override
		public IndexSearcher newSearcher(IndexReader reader, @Nullable IndexReader previous) {
			IndexSearcher searcher = new IndexSearcher(reader);
			searcher.setQueryCache(null);
			return searcher;
		}

	}

}
