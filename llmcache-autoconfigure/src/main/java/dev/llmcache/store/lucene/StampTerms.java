package dev.llmcache.store.lucene;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.llmcache.Mark;
import dev.llmcache.Stamp;
import dev.llmcache.store.StoredRecord;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.util.BytesRef;

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
	 * Entries that bear one of some marks, in whatever generation.
	 * @param marks the marks
	 * @return a query
	 */
	static Query bearing(Collection<Mark> marks) {
		BooleanQuery.Builder query = new BooleanQuery.Builder();
		marks.forEach((mark) -> query.add(new PrefixQuery(new Term(FIELD, new BytesRef(mark.bytes()))), Occur.SHOULD));
		return query.build();
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
	 * Stamps that entries have, or had until they were deleted.
	 * @param reader shows the entries
	 * @return each once
	 * @throws IOException if the disk fails
	 */
	static List<Stamp> all(IndexReader reader) throws IOException {
		Set<Stamp> stamps = new HashSet<>();
		for (LeafReaderContext leaf : reader.leaves()) {
			Terms terms = leaf.reader().terms(FIELD);
			TermsEnum each = (terms != null) ? terms.iterator() : TermsEnum.EMPTY;
			for (BytesRef term = each.next(); term != null; term = each.next()) {
				ByteBuffer bytes = ByteBuffer.wrap(term.bytes, term.offset, term.length);
				stamps.add(new Stamp(Mark.read(bytes), bytes.getLong()));
			}
		}
		return new ArrayList<>(stamps);
	}

	private static BytesRef term(Stamp stamp) {
		return new BytesRef(ByteBuffer.allocate(StoredRecord.STAMP_LENGTH)
			.put(stamp.mark().bytes())
			.putLong(stamp.generation())
			.array());
	}

}
