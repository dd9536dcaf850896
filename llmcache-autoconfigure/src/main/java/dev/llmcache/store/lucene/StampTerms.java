package dev.llmcache.store.lucene;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;

import dev.llmcache.Mark;
import dev.llmcache.Stamp;
import dev.llmcache.store.StoredRecord;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.index.TermsEnum.SeekStatus;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;
import org.jspecify.annotations.Nullable;

/**
 * Stamps of entries as terms: the 16 bytes of a mark, then the 8 of its generation.
 */
final class StampTerms {

	private static final String FIELD = "stamp";

	private StampTerms() {
	}

	static void add(StoredRecord record, Document document) {
		record.stamps().forEach((stamp) -> document.add(new StringField(FIELD, term(stamp), Field.Store.NO)));
	}

	/**
	 * Entries that bear a mark, in whatever generation.
	 * @param mark the mark
	 * @return a query
	 */
	static Query bearing(Mark mark) {
		return new PrefixQuery(new Term(FIELD, new BytesRef(mark.bytes())));
	}

	/**
	 * Entries that have one of some stamps.
	 * @param stamps the stamps
	 * @return a query
	 */
	static Query stamped(Collection<Stamp> stamps) {
		return new TermInSetQuery(FIELD, stamps.stream().map(StampTerms::term).toList());
	}

	/**
	 * Stamps that entries have, or had until they were deleted, in a fixed order.
	 * @param reader shows the entries
	 * @param last the stamp after which to start, or null for the first
	 * @param limit how many at the most
	 * @return each once
	 * @throws IOException if the disk fails
	 */
	static List<Stamp> after(IndexReader reader, @Nullable Stamp last, int limit) throws IOException {
		return SortedTerms.after(reader, FIELD, (last != null) ? term(last) : null, limit)
			.stream()
			.map(StampTerms::stamp)
			.toList();
	}

	/**
	 * Whether the files still have anything of deleted entries that bore a mark.
	 * @param reader shows the entries
	 * @param mark the mark
	 * @return whether a segment must be merged before it is gone
	 * @throws IOException if the disk fails
	 */
	static boolean isLeftOfDeleted(IndexReader reader, Mark mark) throws IOException {
		BytesRef prefix = new BytesRef(mark.bytes());
		for (LeafReaderContext leaf : reader.leaves()) {
			Bits live = leaf.reader().getLiveDocs();
			Terms terms = leaf.reader().terms(FIELD);
			if (live == null || terms == null) {
				continue;
			}
			TermsEnum each = terms.iterator();
			boolean found = each.seekCeil(prefix) != SeekStatus.END;
			while (found && StringHelper.startsWith(each.term(), prefix)) {
				if (isAnyDeleted(each, live)) {
					return true;
				}
				found = each.next() != null;
			}
		}
		return false;
	}

	private static boolean isAnyDeleted(TermsEnum term, Bits live) throws IOException {
		PostingsEnum documents = term.postings(null, PostingsEnum.NONE);
		int document = documents.nextDoc();
		while (document != DocIdSetIterator.NO_MORE_DOCS && live.get(document)) {
			document = documents.nextDoc();
		}
		return document != DocIdSetIterator.NO_MORE_DOCS;
	}

	private static Stamp stamp(BytesRef term) {
		ByteBuffer bytes = ByteBuffer.wrap(term.bytes, term.offset, term.length);
		return new Stamp(Mark.read(bytes), bytes.getLong());
	}

	private static BytesRef term(Stamp stamp) {
		return new BytesRef(ByteBuffer.allocate(StoredRecord.STAMP_LENGTH)
			.put(stamp.mark().bytes())
			.putLong(stamp.generation())
			.array());
	}

}
