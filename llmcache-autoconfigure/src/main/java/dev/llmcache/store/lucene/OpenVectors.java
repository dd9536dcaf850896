package dev.llmcache.store.lucene;

import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.llmcache.Fingerprint;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.IOFunction;
import org.apache.lucene.util.IOUtils;

/**
 * Lucene index of vectors by their ids, open for writing.
 * <p>
 * Thread-safe. Readers see what was written before the last {@link #refresh()}.
 */
final class OpenVectors implements Closeable {

	/** What an entry takes beside its vector: the id twice, time and size. */
	static final int OVERHEAD = 128;

	private static final String ID = "id";

	private static final String VECTOR = "vector";

	private static final String USED_AT = "usedAt";

	private static final Map<String, String> FORMAT = Map.of("llmcache.format", "vectors-1");

	private final Directory directory;

	private final IndexWriter writer;

	private final SearcherManager searchers;

	private OpenVectors(Directory directory, IndexWriter writer, SearcherManager searchers) {
		this.directory = directory;
		this.writer = writer;
		this.searchers = searchers;
	}

	/**
	 * Opens the index in a directory, or a new one in an empty directory.
	 * @param directory where; closed with the index, or if it cannot be opened
	 * @return the index
	 * @throws IOException if what lies there cannot be read or is not ours
	 */
	static OpenVectors in(Directory directory) throws IOException {
		IndexWriter writer = null;
		try {
			if (DirectoryReader.indexExists(directory)
					&& !SegmentInfos.readLatestCommit(directory).getUserData().equals(FORMAT)) {
				throw new CorruptIndexException("Not an index of this format", directory.toString());
			}
			writer = new IndexWriter(directory, new IndexWriterConfig());
			writer.setLiveCommitData(FORMAT.entrySet(), false);
			return new OpenVectors(directory, writer, new SearcherManager(writer, new SearcherFactory()));
		}
		catch (IOException | RuntimeException ex) {
			if (writer != null) {
				IOUtils.closeWhileHandlingException(writer::rollback);
			}
			IOUtils.closeWhileHandlingException(directory);
			throw ex;
		}
	}

	boolean isWritable() {
		return this.writer.isOpen();
	}

	void put(Fingerprint id, byte[] vector, Instant now) throws IOException {
		BytesRef bytes = new BytesRef(id.bytes());
		Document document = new Document();
		document.add(new StringField(ID, bytes, Field.Store.NO));
		document.add(new BinaryDocValuesField(VECTOR, new BytesRef(vector)));
		document.add(new NumericDocValuesField(USED_AT, now.toEpochMilli()));
		this.writer.updateDocument(new Term(ID, bytes), document);
	}

	void touch(Collection<Fingerprint> ids, Instant now) throws IOException {
		for (Fingerprint id : ids) {
			this.writer.updateNumericDocValue(new Term(ID, new BytesRef(id.bytes())), USED_AT, now.toEpochMilli());
		}
	}

	/** Deletes what was not used since a time. */
	void deleteUnusedSince(Instant time) throws IOException {
		this.writer
			.deleteDocuments(NumericDocValuesField.newSlowRangeQuery(USED_AT, Long.MIN_VALUE, time.toEpochMilli()));
	}

	void refresh() throws IOException {
		this.searchers.maybeRefreshBlocking();
	}

	void commit() throws IOException {
		this.writer.commit();
	}

	Map<Fingerprint, Found> find(Collection<Fingerprint> ids) throws IOException {
		return read((searcher) -> {
			Map<Fingerprint, Found> found = new HashMap<>();
			for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
				find(leaf.reader(), ids, found);
			}
			return found;
		});
	}

	private static void find(LeafReader reader, Collection<Fingerprint> ids, Map<Fingerprint, Found> found)
			throws IOException {
		BinaryDocValues vectors = DocValues.getBinary(reader, VECTOR);
		NumericDocValues times = DocValues.getNumeric(reader, USED_AT);
		for (Map.Entry<Integer, Fingerprint> entry : documents(reader, ids).entrySet()) {
			if (vectors.advanceExact(entry.getKey()) && times.advanceExact(entry.getKey())) {
				found.put(entry.getValue(), new Found(BytesRef.deepCopyOf(vectors.binaryValue()).bytes,
						Instant.ofEpochMilli(times.longValue())));
			}
		}
	}

	/** In the order in which values are read. */
	private static SortedMap<Integer, Fingerprint> documents(LeafReader reader, Collection<Fingerprint> ids)
			throws IOException {
		SortedMap<Integer, Fingerprint> documents = new TreeMap<>();
		Terms terms = reader.terms(ID);
		TermsEnum cursor = (terms != null) ? terms.iterator() : TermsEnum.EMPTY;
		PostingsEnum postings = null;
		for (Fingerprint id : ids) {
			if (cursor.seekExact(new BytesRef(id.bytes()))) {
				postings = cursor.postings(postings, PostingsEnum.NONE);
				for (int document = postings.nextDoc(); document != DocIdSetIterator.NO_MORE_DOCS; document = postings
					.nextDoc()) {
					if (isLive(reader, document)) {
						documents.put(document, id);
					}
				}
			}
		}
		return documents;
	}

	private static boolean isLive(LeafReader reader, int document) {
		return reader.getLiveDocs() == null || reader.getLiveDocs().get(document);
	}

	/**
	 * How many vectors there are, as far as that was seen by the last {@link #refresh()}.
	 * @return their number
	 */
	long entries() throws IOException {
		return read((searcher) -> (long) searcher.getIndexReader().numDocs());
	}

	/**
	 * How much the vectors take.
	 * @return bytes
	 */
	long bytes() throws IOException {
		return read((searcher) -> Arrays.stream(uses(searcher)).mapToLong(Use::bytes).sum());
	}

	/**
	 * Deletes what was not used in the longest time, as far as it was seen by the last
	 * {@link #refresh()}.
	 * @param excess how many bytes are to be free
	 * @return how many vectors went
	 */
	long evict(long excess) throws IOException {
		return read((searcher) -> {
			Use[] uses = uses(searcher);
			Arrays.sort(uses);
			long freed = 0;
			long evicted = 0;
			for (int i = 0; i < uses.length && freed < excess; i++) {
				// By its place, since many may have been used at one time. What was just
				// merged has another, and stays for now
				if (this.writer.tryDeleteDocument(searcher.getIndexReader(), uses[i].document()) >= 0) {
					freed += uses[i].bytes();
					evicted++;
				}
			}
			return evicted;
		});
	}

	private static Use[] uses(IndexSearcher searcher) throws IOException {
		Use[] uses = new Use[searcher.getIndexReader().numDocs()];
		int count = 0;
		for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
			LeafReader reader = leaf.reader();
			BinaryDocValues vectors = DocValues.getBinary(reader, VECTOR);
			NumericDocValues times = DocValues.getNumeric(reader, USED_AT);
			for (int document = 0; document < reader.maxDoc(); document++) {
				if (isLive(reader, document) && vectors.advanceExact(document) && times.advanceExact(document)) {
					uses[count++] = new Use(times.longValue(), vectors.binaryValue().length + OVERHEAD,
							leaf.docBase + document);
				}
			}
		}
		return Arrays.copyOf(uses, count);
	}

	private <T> T read(IOFunction<IndexSearcher, T> reading) throws IOException {
		IndexSearcher searcher = this.searchers.acquire();
		try {
			return reading.apply(searcher);
		}
		finally {
			this.searchers.release(searcher);
		}
	}

	/** Forgets what was not committed. */
	@Override
	public void close() throws IOException {
		IOUtils.close(this.searchers, this.writer::rollback, this.directory);
	}

	/**
	 * Vector that was found.
	 *
	 * @param vector its bytes
	 * @param usedAt when it was used last, as far as that was noted
	 */
	record Found(byte[] vector, Instant usedAt) {

	}

	private record Use(long at, int bytes, int document) implements Comparable<Use> {

		@Override
		public int compareTo(Use other) {
			return Long.compare(this.at, other.at);
		}

	}

}
