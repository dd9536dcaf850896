package dev.llmcache.store.vectorstore;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.llmcache.Fingerprint;
import dev.llmcache.Mark;
import dev.llmcache.Stamp;
import dev.llmcache.store.RecordPlace;
import dev.llmcache.store.RecordReader;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.store.VectorEntry;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.document.Document;

/**
 * Entries as documents: the question is the text, all else is metadata of texts and one
 * number.
 */
final class EntryDocument {

	static final String FORMAT = "llmcache_format";

	static final String CURRENT_FORMAT = "1";

	static final String ID = "llmcache_id";

	static final String PARTITION = "llmcache_partition";

	static final String EXPIRES = "llmcache_expires";

	/** How many marks an entry may bear. */
	static final int MARKS = 32;

	/** How many first digits of its id an entry can be found by, from one on. */
	static final int PREFIXES = 3;

	private static final String VECTOR = "llmcache_vector";

	private static final String RECORD = "llmcache_record";

	private EntryDocument() {
	}

	/** Name of the field for a mark, counted from 0. */
	static String mark(int number) {
		return "llmcache_mark_" + number;
	}

	/** Name of the field for the first digits of the id. */
	static String prefix(int length) {
		return "llmcache_prefix_" + length;
	}

	static String hex(Mark mark) {
		return HexFormat.of().formatHex(mark.bytes());
	}

	/**
	 * Id of the document. Many stores take none but UUIDs.
	 * @param id the entry's
	 * @return a UUID of its first bits
	 */
	static String idOf(Fingerprint id) {
		ByteBuffer bytes = ByteBuffer.wrap(id.bytes());
		long version8 = (bytes.getLong() & ~0xF000L) | 0x8000L;
		long variant = (bytes.getLong() >>> 2) | Long.MIN_VALUE;
		return new UUID(version8, variant).toString();
	}

	static Document of(VectorEntry entry, byte[] record) {
		String id = entry.id().hex();
		Map<String, Object> metadata = new HashMap<>();
		metadata.put(FORMAT, CURRENT_FORMAT);
		metadata.put(ID, id);
		metadata.put(PARTITION, entry.partition().hex());
		metadata.put(EXPIRES, entry.record().expiresAt().toEpochMilli());
		metadata.put(VECTOR, encode(entry.vector()));
		metadata.put(RECORD, Base64.getEncoder().encodeToString(record));
		for (int length = 1; length <= PREFIXES; length++) {
			metadata.put(prefix(length), id.substring(0, length));
		}
		List<Stamp> stamps = entry.record().stamps();
		for (int i = 0; i < stamps.size(); i++) {
			metadata.put(mark(i), hex(stamps.get(i).mark()));
		}
		return new Document(idOf(entry.id()), entry.question(), metadata);
	}

	/**
	 * Reads a document.
	 * @param document what a store returned, from whatever source
	 * @param records reads the record
	 * @return the entry, or null when the document is none
	 */
	static @Nullable VectorEntry read(Document document, RecordReader records) {
		try {
			if (!CURRENT_FORMAT.equals(text(document, FORMAT))) {
				return null;
			}
			RecordPlace place = new RecordPlace(fingerprint(document, ID), fingerprint(document, PARTITION));
			float[] vector = decode(text(document, VECTOR));
			StoredRecord record = records.read(place, Base64.getDecoder().decode(text(document, RECORD)));
			return (record != null) ? new VectorEntry(place.id(), fingerprint(document, PARTITION),
					String.valueOf(document.getText()), vector, record) : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	static boolean has(Document document, byte[] record) {
		return Base64.getEncoder().encodeToString(record).equals(text(document, RECORD));
	}

	private static Fingerprint fingerprint(Document document, String field) {
		return Fingerprint.of(HexFormat.of().parseHex(text(document, field)));
	}

	private static String text(Document document, String field) {
		return (document.getMetadata().get(field) instanceof String text) ? text : "";
	}

	private static String encode(float[] vector) {
		ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES);
		bytes.asFloatBuffer().put(vector);
		return Base64.getEncoder().encodeToString(bytes.array());
	}

	private static float[] decode(String text) {
		ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
		float[] vector = new float[bytes.remaining() / Float.BYTES];
		bytes.asFloatBuffer().get(vector);
		return vector;
	}

}
