package dev.llmcache.store.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.llmcache.Fingerprint;
import dev.llmcache.store.StoredRecord;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/**
 * The entries that a reader sees as not deleted: how much they take, and which are the
 * oldest.
 *
 * @param reader the reader
 */
record LiveEntries(IndexReader reader) {

	/**
	 * Sum over all entries.
	 * @return their number and bytes
	 */
	Extent extent() throws IOException {
		long sum = 0;
		for (LeafReaderContext leaf : this.reader.leaves()) {
			NumericDocValues sizes = DocValues.getNumeric(leaf.reader(), EntryFields.SIZE);
			Bits live = leaf.reader().getLiveDocs();
			while (sizes.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
				if (live == null || live.get(sizes.docID())) {
					sum += sizes.longValue();
				}
			}
		}
		return new Extent(this.reader.numDocs(), sum);
	}

	/**
	 * Size of one entry.
	 * @param id its id
	 * @return bytes; 0 if there is no such entry
	 */
	long sizeOf(Fingerprint id) throws IOException {
		Term term = EntryFields.id(id);
		for (LeafReaderContext leaf : this.reader.leaves()) {
			int document = find(leaf.reader(), term);
			if (document != DocIdSetIterator.NO_MORE_DOCS) {
				NumericDocValues sizes = DocValues.getNumeric(leaf.reader(), EntryFields.SIZE);
				return sizes.advanceExact(document) ? sizes.longValue() : 0;
			}
		}
		return 0;
	}

	/**
	 * Record of one entry.
	 * @param id its id
	 * @return the record; null if there is no such entry, or none that can be read
	 */
	@Nullable StoredRecord recordOf(Fingerprint id) throws IOException {
		Term term = EntryFields.id(id);
		for (LeafReaderContext leaf : this.reader.leaves()) {
			int document = find(leaf.reader(), term);
			if (document != DocIdSetIterator.NO_MORE_DOCS) {
				return EntryFields.readRecord(leaf.reader(), document);
			}
		}
		return null;
	}

	private static int find(LeafReader reader, Term id) throws IOException {
		Terms terms = reader.terms(id.field());
		TermsEnum all = (terms != null) ? terms.iterator() : TermsEnum.EMPTY;
		if (!all.seekExact(id.bytes())) {
			return DocIdSetIterator.NO_MORE_DOCS;
		}
		PostingsEnum documents = all.postings(null, PostingsEnum.NONE);
		Bits live = reader.getLiveDocs();
		int document = documents.nextDoc();
		while (document != DocIdSetIterator.NO_MORE_DOCS && live != null && !live.get(document)) {
			document = documents.nextDoc();
		}
		return document;
	}

	/**
	 * The entries that were stored first.
	 * @param bytes how much they shall take together at the least
	 * @return their ids, the oldest first
	 */
	List<Fingerprint> oldest(long bytes) throws IOException {
		List<Entry> entries = byAge();
		List<Fingerprint> oldest = new ArrayList<>();
		long sum = 0;
		for (int i = 0; i < entries.size() && sum < bytes; i++) {
			oldest.add(entries.get(i).id());
			sum += entries.get(i).size();
		}
		return oldest;
	}

	private List<Entry> byAge() throws IOException {
		List<Entry> entries = new ArrayList<>(this.reader.numDocs());
		for (LeafReaderContext leaf : this.reader.leaves()) {
			NumericDocValues times = DocValues.getNumeric(leaf.reader(), EntryFields.STORED_AT);
			NumericDocValues sizes = DocValues.getNumeric(leaf.reader(), EntryFields.SIZE);
			Bits live = leaf.reader().getLiveDocs();
			while (times.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
				int document = times.docID();
				if ((live == null || live.get(document)) && sizes.advanceExact(document)) {
					Fingerprint id = EntryFields.readId(leaf.reader(), document);
					entries.add(new Entry(id, times.longValue(), sizes.longValue()));
				}
			}
		}
		entries.sort(Comparator.comparingLong(Entry::storedAt));
		return entries;
	}

	private record Entry(Fingerprint id, long storedAt, long size) {

	}

}
