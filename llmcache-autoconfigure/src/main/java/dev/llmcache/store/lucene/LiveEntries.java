package dev.llmcache.store.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.llmcache.Fingerprint;
import dev.llmcache.Mark;
import dev.llmcache.store.RecordPlace;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.SortedDocValues;
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
	 * Sum over the entries of each tenant.
	 * @return bytes
	 */
	Map<Mark, Long> tenants() throws IOException {
		Map<Mark, Long> tenants = new HashMap<>();
		for (LeafReaderContext leaf : this.reader.leaves()) {
			NumericDocValues sizes = DocValues.getNumeric(leaf.reader(), EntryFields.SIZE);
			SortedDocValues names = DocValues.getSorted(leaf.reader(), EntryFields.TENANT);
			Bits live = leaf.reader().getLiveDocs();
			long[] sums = new long[names.getValueCount()];
			while (names.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
				if ((live == null || live.get(names.docID())) && sizes.advanceExact(names.docID())) {
					sums[names.ordValue()] += sizes.longValue();
				}
			}
			for (int i = 0; i < sums.length; i++) {
				if (sums[i] > 0) {
					tenants.merge(EntryFields.mark(names.lookupOrd(i)), sums[i], Long::sum);
				}
			}
		}
		return tenants;
	}

	/**
	 * What one entry takes.
	 * @param id its id
	 * @return nothing if there is no such entry
	 */
	Held held(Fingerprint id) throws IOException {
		Term term = EntryFields.id(id);
		for (LeafReaderContext leaf : this.reader.leaves()) {
			int document = find(leaf.reader(), term);
			if (document != DocIdSetIterator.NO_MORE_DOCS) {
				NumericDocValues sizes = DocValues.getNumeric(leaf.reader(), EntryFields.SIZE);
				return sizes.advanceExact(document)
						? new Held(EntryFields.readTenant(leaf.reader(), document), sizes.longValue()) : Held.NOTHING;
			}
		}
		return Held.NOTHING;
	}

	/**
	 * Record of one entry.
	 * @param id its id
	 * @return the record as it was written; null if there is no such entry
	 */
	@Nullable Written recordOf(Fingerprint id) throws IOException {
		Term term = EntryFields.id(id);
		for (LeafReaderContext leaf : this.reader.leaves()) {
			int document = find(leaf.reader(), term);
			if (document != DocIdSetIterator.NO_MORE_DOCS) {
				byte[] bytes = EntryFields.readRecord(leaf.reader(), document);
				return (bytes != null) ? new Written(EntryFields.readPlace(leaf.reader(), document), bytes) : null;
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
	 * @param tenant whose, or null for anybody's
	 * @return their ids, the oldest first
	 */
	List<Fingerprint> oldest(long bytes, @Nullable Mark tenant) throws IOException {
		List<Entry> entries = byAge(tenant);
		List<Fingerprint> oldest = new ArrayList<>();
		long sum = 0;
		for (int i = 0; i < entries.size() && sum < bytes; i++) {
			oldest.add(entries.get(i).id());
			sum += entries.get(i).size();
		}
		return oldest;
	}

	private List<Entry> byAge(@Nullable Mark tenant) throws IOException {
		List<Entry> entries = new ArrayList<>();
		for (LeafReaderContext leaf : this.reader.leaves()) {
			NumericDocValues times = DocValues.getNumeric(leaf.reader(), EntryFields.STORED_AT);
			NumericDocValues sizes = DocValues.getNumeric(leaf.reader(), EntryFields.SIZE);
			SortedDocValues names = DocValues.getSorted(leaf.reader(), EntryFields.TENANT);
			int wanted = (tenant != null) ? names.lookupTerm(EntryFields.term(tenant)) : 0;
			Bits live = leaf.reader().getLiveDocs();
			while (wanted >= 0 && times.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
				int document = times.docID();
				boolean isWanted = tenant == null || (names.advanceExact(document) && names.ordValue() == wanted);
				if (isWanted && (live == null || live.get(document)) && sizes.advanceExact(document)) {
					Fingerprint id = EntryFields.readId(leaf.reader(), document);
					entries.add(new Entry(id, times.longValue(), sizes.longValue()));
				}
			}
		}
		entries.sort(Comparator.comparingLong(Entry::storedAt));
		return entries;
	}

	/**
	 * Record as it was written.
	 *
	 * @param place where
	 * @param bytes the bytes
	 */
	record Written(RecordPlace place, byte[] bytes) {

	}

	private record Entry(Fingerprint id, long storedAt, long size) {

	}

}
