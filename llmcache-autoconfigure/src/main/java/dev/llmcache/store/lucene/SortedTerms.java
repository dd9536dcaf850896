package dev.llmcache.store.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * Terms of a field over all segments, a few at a time in the order of their bytes.
 */
final class SortedTerms {

	private SortedTerms() {
	}

	/**
	 * Terms that follow another one.
	 * @param reader shows the entries
	 * @param field the field
	 * @param last the term after which to start, or null for the first
	 * @param limit how many at the most
	 * @return each once, those of deleted entries too
	 * @throws IOException if the disk fails
	 */
	static List<BytesRef> after(IndexReader reader, String field, @Nullable BytesRef last, int limit)
			throws IOException {
		Terms all = MultiTerms.getTerms(reader, field);
		TermsEnum each = (all != null) ? all.iterator() : TermsEnum.EMPTY;
		List<BytesRef> terms = new ArrayList<>();
		for (BytesRef term = first(each, last); term != null && terms.size() < limit; term = each.next()) {
			terms.add(BytesRef.deepCopyOf(term));
		}
		return terms;
	}

	private static @Nullable BytesRef first(TermsEnum terms, @Nullable BytesRef last) throws IOException {
		if (last == null) {
			return terms.next();
		}
		return switch (terms.seekCeil(last)) {
			case FOUND -> terms.next();
			case NOT_FOUND -> terms.term();
			case END -> null;
		};
	}

}
