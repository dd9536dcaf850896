package dev.llmcache.store;

import java.nio.ByteBuffer;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Payload with the header that every stored record starts with.
 * <p>
 * Binary form, big-endian: magic {@code LC} (2 bytes), format version (1), flags (1), key
 * id (4), stored-at and expires-at in milliseconds since the epoch (8 each), payload. No
 * flag is defined yet; a record with one is of a later version, and unreadable.
 *
 * @param keyId which key the record was stored under
 * @param storedAt when it was stored, to the millisecond
 * @param expiresAt from when on it must not be served
 * @param payload the content; not copied, never to be changed
 */
public record StoredRecord(int keyId, Instant storedAt, Instant expiresAt, byte[] payload) {

	/** Bytes that the header takes. */
	public static final int HEADER_LENGTH = 24;

	private static final short MAGIC = 0x4C43;

	private static final byte VERSION = 1;

	private static final byte NO_FLAGS = 0;

	/**
	 * Reads a record.
	 * @param bytes what a store returned, from whatever source
	 * @return the record, or null when the bytes are none of this version
	 */
	public static @Nullable StoredRecord decode(byte @Nullable [] bytes) {
		if (bytes == null || bytes.length < HEADER_LENGTH) {
			return null;
		}
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		if (buffer.getShort() != MAGIC || buffer.get() != VERSION || buffer.get() != NO_FLAGS) {
			return null;
		}
		int keyId = buffer.getInt();
		Instant storedAt = Instant.ofEpochMilli(buffer.getLong());
		Instant expiresAt = Instant.ofEpochMilli(buffer.getLong());
		byte[] payload = new byte[buffer.remaining()];
		buffer.get(payload);
		return new StoredRecord(keyId, storedAt, expiresAt, payload);
	}

	public byte[] encode() {
		return ByteBuffer.allocate(length())
			.putShort(MAGIC)
			.put(VERSION)
			.put(NO_FLAGS)
			.putInt(this.keyId)
			.putLong(this.storedAt.toEpochMilli())
			.putLong(this.expiresAt.toEpochMilli())
			.put(this.payload)
			.array();
	}

	/**
	 * Length of the binary form.
	 * @return bytes
	 */
	public int length() {
		return HEADER_LENGTH + this.payload.length;
	}

	public boolean isLiveAt(Instant now) {
		return now.isBefore(this.expiresAt);
	}

	@Override
	public String toString() {
		return "StoredRecord[storedAt=%s, expiresAt=%s, length=%d]".formatted(this.storedAt, this.expiresAt, length());
	}

}
