package dev.llmcache.store.encryption;

import java.nio.ByteBuffer;

import dev.llmcache.store.Compression;
import dev.llmcache.store.Reading;
import dev.llmcache.store.RecordForm;
import dev.llmcache.store.RecordPlace;
import dev.llmcache.store.StoredRecord;

/**
 * Records whose payload is encrypted by AES-256-GCM under the key of their tenant.
 * <p>
 * Content of a record: id of the data key (8 bytes), IV (12), payload, compressed where
 * that pays, encrypted, tag (16). The place, the whole header and the key's id are
 * authenticated: a record that was moved, retimed, cut off, extended or given to another
 * tenant does not decrypt. A record that is not encrypted is unreadable, since whoever
 * can write to a store could otherwise write answers.
 *
 * @param keys the data keys
 * @param compression of payloads
 */
public record EncryptedForm(DataKeys keys, Compression compression) implements RecordForm {

	/** What a record takes more than one that is not encrypted. */
	static final int OVERHEAD = Long.BYTES + AesGcm.IV_LENGTH + AesGcm.TAG_LENGTH;

	@Override
	public byte[] write(RecordPlace place, StoredRecord record) {
		DataKey key = this.keys.current(record.tenant());
		byte[] compressed = this.compression.compress(record.payload());
		byte[] payload = (compressed != null) ? compressed : record.payload();
		int flags = StoredRecord.ENCRYPTED | ((compressed != null) ? StoredRecord.COMPRESSED : 0);
		byte[] written = record.encode(flags, new byte[OVERHEAD + payload.length]);
		int keyAt = written.length - payload.length - OVERHEAD;
		int ivAt = keyAt + Long.BYTES;
		ByteBuffer.wrap(written).putLong(keyAt, key.id());
		AesGcm.encrypt(key.secret(), payload, authenticated(place, written, ivAt), written, ivAt);
		return written;
	}

	@Override
	public Reading read(RecordPlace place, byte[] bytes) {
		int flags = StoredRecord.flagsOf(bytes);
		if (flags < 0) {
			return StoredRecord.isLater(bytes) ? Reading.LATER : Reading.UNREADABLE;
		}
		StoredRecord record = StoredRecord.decodeAny(bytes);
		boolean isOurs = (flags & StoredRecord.ENCRYPTED) != 0 && record != null && record.payload().length >= OVERHEAD;
		return (isOurs && record != null) ? decrypt(place, bytes, flags, record) : Reading.UNREADABLE;
	}

	private Reading decrypt(RecordPlace place, byte[] bytes, int flags, StoredRecord record) {
		int keyAt = bytes.length - record.payload().length;
		int ivAt = keyAt + Long.BYTES;
		DataKey key;
		try {
			key = this.keys.find(record.tenant(), ByteBuffer.wrap(bytes).getLong(keyAt));
		}
		catch (DataKeyException ex) {
			return Reading.LOCKED;
		}
		byte[] content = (key != null) ? AesGcm.decrypt(key.secret(), bytes, ivAt, authenticated(place, bytes, ivAt))
				: null;
		byte[] payload = (content != null) ? Compression.payload(flags, content) : null;
		return (payload != null) ? new Reading.Found(record.with(payload)) : Reading.UNREADABLE;
	}

	private static byte[][] authenticated(RecordPlace place, byte[] bytes, int end) {
		return new byte[][] { place.bytes(), ByteBuffer.allocate(end).put(bytes, 0, end).array() };
	}

}
