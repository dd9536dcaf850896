package dev.llmcache.store.lucene;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.llmcache.Fingerprint;
import dev.llmcache.store.Neighbour;
import dev.llmcache.store.StoredRecord;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.jspecify.annotations.Nullable;

/**
 * Search for the nearest records of a partition that have not expired.
 *
 * @param partition where to search
 * @param vector what to be near to
 * @param limit how many records at the most
 * @param now the time at which they must be live
 */
record PartitionSearch(Fingerprint partition, float[] vector, int limit, Instant now) {

	/**
	 * Up to this size a partition is scanned: it costs no more than walking the graph
	 * through a filter that lets few nodes pass (about 0.5 ms at 384 dimensions), and is
	 * exact.
	 */
	static final int SCANNED_PARTITION = 2_000;

	/**
	 * How many candidates a walk through the graph keeps. With as few as a caller asks
	 * for it would stop at the first local optimum.
	 */
	private static final int GRAPH_CANDIDATES = 64;

	List<Neighbour> in(IndexSearcher searcher) throws IOException {
		int size = searcher.getIndexReader().docFreq(EntryFields.partition(this.partition));
		if (size == 0) {
			return List.of();
		}
		List<Neighbour> neighbours = new ArrayList<>();
		for (ScoreDoc hit : searcher.search(query(size), this.limit).scoreDocs) {
			Neighbour neighbour = read(searcher.getLeafContexts(), hit);
			if (neighbour != null) {
				neighbours.add(neighbour);
			}
		}
		return neighbours;
	}

	/** Lucene scans where the filter accepts no more documents than are asked for. */
	private Query query(int size) {
		int candidates = Math.max(this.limit, (size <= SCANNED_PARTITION) ? size : GRAPH_CANDIDATES);
		return new KnnFloatVectorQuery(EntryFields.vector(this.vector.length), this.vector, candidates,
				EntryFields.liveIn(this.partition, this.now));
	}

	private static @Nullable Neighbour read(List<LeafReaderContext> leaves, ScoreDoc hit) throws IOException {
		LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(hit.doc, leaves));
		int document = hit.doc - leaf.docBase;
		StoredRecord record = EntryFields.readRecord(leaf.reader(), document);
		if (record == null) {
			return null;
		}
		return new Neighbour(EntryFields.readId(leaf.reader(), document), similarity(hit.score), record);
	}

	/** Reverses Lucene's score of the dot product, (1 + cosine) / 2. */
	private static double similarity(float score) {
		return 2.0 * score - 1.0;
	}

}
