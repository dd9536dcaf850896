package dev.llmcache.store.lucene;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.llmcache.Fingerprint;
import dev.llmcache.store.Neighbour;
import dev.llmcache.store.RecordPlace;
import dev.llmcache.store.RecordReader;
import dev.llmcache.store.StoredRecord;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.DocAndFloatFeatureBuffer;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.HitQueue;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.RescoreTopNQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.VectorScorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
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
	 * Up to this size a partition is scanned: that is exact, and costs no more than
	 * walking the graphs of several segments, each through a filter that lets few nodes
	 * pass.
	 */
	static final int SCANNED_PARTITION = 2_000;

	/**
	 * Up to this size a partition is scanned if it is a small share of the index: most of
	 * the nodes that a walk would come to are others'.
	 */
	static final int SCANNED_SHARE = 10_000;

	private static final int SMALL_SHARE = 10;

	/**
	 * How many candidates a walk through a graph keeps. With as few as a caller asks for,
	 * it would end at the first local optimum. They are compared again in full precision.
	 */
	private static final int GRAPH_CANDIDATES = 32;

	List<Neighbour> in(IndexSearcher searcher, RecordReader records) throws IOException {
		IndexReader reader = searcher.getIndexReader();
		int size = reader.docFreq(EntryFields.partition(this.partition));
		if (size == 0) {
			return List.of();
		}
		List<Neighbour> neighbours = new ArrayList<>();
		for (ScoreDoc hit : isScanned(size, reader.numDocs()) ? scan(searcher) : walk(searcher)) {
			Neighbour neighbour = read(searcher.getLeafContexts(), hit, records);
			if (neighbour != null) {
				neighbours.add(neighbour);
			}
		}
		return neighbours;
	}

	/**
	 * Whether every entry of a partition is compared.
	 * @param size entries of the partition
	 * @param all entries of the index
	 * @return false if its graphs are walked
	 */
	static boolean isScanned(int size, int all) {
		return size <= SCANNED_PARTITION || (size <= SCANNED_SHARE && size <= all / SMALL_SHARE);
	}

	private ScoreDoc[] walk(IndexSearcher searcher) throws IOException {
		Query query = new KnnFloatVectorQuery(field(), this.vector, Math.max(this.limit, GRAPH_CANDIDATES), live());
		return searcher.search(
				RescoreTopNQuery.createFullPrecisionRescorerQuery(query, this.vector, field(), this.limit),
				this.limit).scoreDocs;
	}

	private ScoreDoc[] scan(IndexSearcher searcher) throws IOException {
		Weight live = searcher.createWeight(searcher.rewrite(live()), ScoreMode.COMPLETE_NO_SCORES, 1);
		HitQueue nearest = new HitQueue(this.limit, false);
		for (LeafReaderContext leaf : searcher.getLeafContexts()) {
			scan(leaf, live.scorer(leaf), nearest);
		}
		ScoreDoc[] hits = new ScoreDoc[nearest.size()];
		for (int i = hits.length - 1; i >= 0; i--) {
			hits[i] = nearest.pop();
		}
		return hits;
	}

	private void scan(LeafReaderContext leaf, @Nullable Scorer live, HitQueue nearest) throws IOException {
		FloatVectorValues vectors = leaf.reader().getFloatVectorValues(field());
		VectorScorer scorer = (live != null && vectors != null) ? vectors.rescorer(this.vector) : null;
		if (live == null || scorer == null) {
			return;
		}
		VectorScorer.Bulk scores = scorer.bulk(live.iterator());
		DocAndFloatFeatureBuffer batch = new DocAndFloatFeatureBuffer();
		Bits notDeleted = leaf.reader().getLiveDocs();
		scores.nextDocsAndScores(DocIdSetIterator.NO_MORE_DOCS, notDeleted, batch);
		while (batch.size > 0) {
			for (int i = 0; i < batch.size; i++) {
				nearest.insertWithOverflow(new ScoreDoc(leaf.docBase + batch.docs[i], batch.features[i]));
			}
			scores.nextDocsAndScores(DocIdSetIterator.NO_MORE_DOCS, notDeleted, batch);
		}
	}

	private String field() {
		return EntryFields.vector(this.vector.length);
	}

	private Query live() {
		return EntryFields.liveIn(this.partition, this.now);
	}

	private @Nullable Neighbour read(List<LeafReaderContext> leaves, ScoreDoc hit, RecordReader records)
			throws IOException {
		LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(hit.doc, leaves));
		int document = hit.doc - leaf.docBase;
		Fingerprint id = EntryFields.readId(leaf.reader(), document);
		StoredRecord record = records.read(new RecordPlace(id, this.partition),
				EntryFields.readRecord(leaf.reader(), document));
		return (record != null) ? new Neighbour(id, similarity(hit.score), record) : null;
	}

	/** Reverses Lucene's score of the dot product, (1 + cosine) / 2. */
	private static double similarity(float score) {
		return 2.0 * score - 1.0;
	}

}
