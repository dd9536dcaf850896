package dev.llmcache.store.lucene;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;

import dev.llmcache.Fingerprint;
import dev.llmcache.Mark;
import dev.llmcache.store.RecordPlace;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.store.VectorEntry;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * The fields in which an entry lies in the index.
 * <p>
 * What a hit must be read from (id and record) is in doc values and not in stored fields:
 * these are compressed in blocks of many documents, of which a search would unpack one
 * for each hit. The vector's field bears its dimension in its name, so that the entries
 * of another embedding model can stay in a directory until they are evicted.
 */
final class EntryFields {

	static final String ID = "id";

	static final String RECORD = "record";

	static final String STORED_AT = "storedAt";

	static final String SIZE = "size";

	static final String TENANT = "tenant";

	private static final String PARTITION = "partition";

	private static final String EXPIRES_AT = "expiresAt";

	/**
	 * What an entry takes beyond its record and its vector: id and partition twice,
	 * times, the edges of its graph node (measured: 120 bytes in one segment), and the
	 * share of deleted entries that are not merged away yet.
	 */
	static final int OVERHEAD = 288;

	/**
	 * What a stamp takes beside the record, as a term that no other entry has (measured);
	 * one that all entries have takes nothing.
	 */
	private static final int STAMP_TERM = 26;

	private EntryFields() {
	}

	static Document document(VectorEntry entry, long size, byte[] written) {
		BytesRef id = new BytesRef(entry.id().bytes());
		StoredRecord record = entry.record();
		Document document = new Document();
		document.add(new StringField(ID, id, Field.Store.NO));
		document.add(new BinaryDocValuesField(ID, id));
		BytesRef partition = new BytesRef(entry.partition().bytes());
		document.add(new StringField(PARTITION, partition, Field.Store.NO));
		document.add(new BinaryDocValuesField(PARTITION, partition));
		document.add(new LongField(EXPIRES_AT, record.expiresAt().toEpochMilli(), Field.Store.NO));
		document.add(new NumericDocValuesField(STORED_AT, record.storedAt().toEpochMilli()));
		document.add(new NumericDocValuesField(SIZE, size));
		document.add(new SortedDocValuesField(TENANT, term(record.tenant())));
		StampTerms.add(record, document);
		document.add(new BinaryDocValuesField(RECORD, new BytesRef(written)));
		document.add(new KnnFloatVectorField(vector(entry.vector().length), entry.vector(),
				VectorSimilarityFunction.DOT_PRODUCT));
		return document;
	}

	/**
	 * What an entry takes, except for a copy of its vector.
	 * @param entry the entry
	 * @return bytes
	 */
	static long size(VectorEntry entry) {
		return (long) entry.record().length() + (long) entry.vector().length * Float.BYTES + OVERHEAD
				+ (long) entry.record().stamps().size() * STAMP_TERM;
	}

	static String vector(int dimension) {
		return "vector" + dimension;
	}

	static Term id(Fingerprint id) {
		return new Term(ID, new BytesRef(id.bytes()));
	}

	static Term partition(Fingerprint partition) {
		return new Term(PARTITION, new BytesRef(partition.bytes()));
	}

	static Query liveIn(Fingerprint partition, Instant now) {
		return new BooleanQuery.Builder().add(new TermQuery(partition(partition)), Occur.FILTER)
			.add(LongField.newRangeQuery(EXPIRES_AT, now.toEpochMilli() + 1, Long.MAX_VALUE), Occur.FILTER)
			.build();
	}

	static Query expiredAt(Instant now) {
		return LongField.newRangeQuery(EXPIRES_AT, Long.MIN_VALUE, now.toEpochMilli());
	}

	static BytesRef term(Mark tenant) {
		return new BytesRef(tenant.bytes());
	}

	static Mark mark(BytesRef term) {
		return Mark.read(ByteBuffer.wrap(term.bytes, term.offset, term.length));
	}

	static Mark readTenant(LeafReader reader, int document) throws IOException {
		SortedDocValues tenants = DocValues.getSorted(reader, TENANT);
		return tenants.advanceExact(document) ? mark(tenants.lookupOrd(tenants.ordValue())) : Mark.NO_TENANT;
	}

	static Fingerprint readId(LeafReader reader, int document) throws IOException {
		BytesRef id = readBytes(reader, ID, document);
		if (id == null) {
			throw new IOException("Document without an id");
		}
		return Fingerprint.of(BytesRef.deepCopyOf(id).bytes);
	}

	static RecordPlace readPlace(LeafReader reader, int document) throws IOException {
		BytesRef partition = readBytes(reader, PARTITION, document);
		return new RecordPlace(readId(reader, document),
				(partition != null) ? Fingerprint.of(BytesRef.deepCopyOf(partition).bytes) : null);
	}

	static byte @Nullable [] readRecord(LeafReader reader, int document) throws IOException {
		BytesRef record = readBytes(reader, RECORD, document);
		return (record != null) ? BytesRef.deepCopyOf(record).bytes : null;
	}

	private static @Nullable BytesRef readBytes(LeafReader reader, String field, int document) throws IOException {
		BinaryDocValues values = DocValues.getBinary(reader, field);
		return values.advanceExact(document) ? values.binaryValue() : null;
	}

}
