package dev.llmcache.store;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.llmcache.Entry;
import dev.llmcache.Fingerprint;
import dev.llmcache.Lifetimes;
import dev.llmcache.Mark;
import dev.llmcache.Stamp;
import org.jspecify.annotations.Nullable;

/**
 * Payload with the header that every stored record starts with.
 * <p>
 * Binary form, big-endian: magic {@code LC} (2 bytes), format version (1), flags (1), key
 * id (4), fence (8), stored-at, fresh-until and expires-at in milliseconds since the
 * epoch (8 each), tenant (16), number of stamps (2), stamps of a mark (16) and its
 * generation (8) each, content. Without flags the content is the payload;
 * {@link RecordForm} says what it is otherwise. A record with a flag that is not known is
 * of a later version.
 *
 * @param keyId which key the record was stored under
 * @param fence grows with the time at which its answer was asked for
 * @param storedAt when it was stored, to the millisecond
 * @param freshUntil from when on it is stale
 * @param expiresAt from when on it must not be served at all
 * @param tenant mark of the tenant that it belongs to, or of everything where it is no
 * tenant's
 * @param stamps what it can be invalidated by, 65,535 at the most
 * @param payload the content; not copied, never to be changed
 */
public record StoredRecord(int keyId, long fence, Instant storedAt, Instant freshUntil, Instant expiresAt, Mark tenant,
		List<Stamp> stamps, byte[] payload) {

	/** Bytes that are the same in the binary form of all records of this version. */
	public static final int FORMAT_LENGTH = 3;

	/** Where in the binary form the eight bytes of the fence are. */
	public static final int FENCE_OFFSET = 8;

	/** Where in the binary form the number of stamps is. */
	public static final int STAMPS_OFFSET = 56;

	/** Bytes that the header takes without stamps. */
	public static final int HEADER_LENGTH = STAMPS_OFFSET + Short.BYTES;

	/** Bytes that a stamp takes. */
	public static final int STAMP_LENGTH = Mark.LENGTH + Long.BYTES;

	private static final short MAGIC = 0x4C43;

	private static final byte VERSION = 3;

	/** Flag of a record whose payload is compressed. */
	public static final int COMPRESSED = 1;

	/** Flag of a record whose payload is encrypted, after it was compressed if it is. */
	public static final int ENCRYPTED = 2;

	private static final int KNOWN_FLAGS = COMPRESSED | ENCRYPTED;

	private static final int VERSION_OFFSET = 2;

	private static final int FLAGS_OFFSET = 3;

	private static final int MOST_STAMPS = 0xFFFF;

	public StoredRecord {
		stamps = List.copyOf(stamps);
		if (stamps.size() > MOST_STAMPS) {
			throw new IllegalArgumentException(
					"A record has at most %d stamps, not %d".formatted(MOST_STAMPS, stamps.size()));
		}
	}

	/**
	 * Creates a record that is fresh until it expires and that nothing invalidates.
	 * @param keyId which key the record was stored under
	 * @param storedAt when it was stored
	 * @param expiresAt from when on it must not be served
	 * @param payload the content
	 */
	public StoredRecord(int keyId, Instant storedAt, Instant expiresAt, byte[] payload) {
		this(keyId, 0, storedAt, expiresAt, expiresAt, List.of(), payload);
	}

	/**
	 * Creates a record of no tenant that is known.
	 * @param keyId which key the record was stored under
	 * @param fence grows with the time at which its answer was asked for
	 * @param storedAt when it was stored
	 * @param freshUntil from when on it is stale
	 * @param expiresAt from when on it must not be served
	 * @param stamps what it can be invalidated by
	 * @param payload the content
	 */
	public StoredRecord(int keyId, long fence, Instant storedAt, Instant freshUntil, Instant expiresAt,
			List<Stamp> stamps, byte[] payload) {
		this(keyId, fence, storedAt, freshUntil, expiresAt, Mark.NO_TENANT, stamps, payload);
	}

	/**
	 * Record of an answer that is stored now.
	 * @param entry the answer
	 * @param lifetimes how long it may be served
	 * @param key the fingerprint of its scope and question
	 * @param keyId which key it is stored under
	 * @param now the time
	 * @param payload the content
	 * @return the record
	 */
	public static StoredRecord of(Entry entry, Lifetimes lifetimes, Fingerprint key, int keyId, Instant now,
			byte[] payload) {
		Instant freshUntil = lifetimes.freshUntil(now, key);
		return new StoredRecord(keyId, entry.fence(), now, freshUntil, freshUntil.plus(lifetimes.stale()),
				entry.tenant(), entry.snapshot().stamps(), payload);
	}

	/**
	 * Reads a record whose content is its payload.
	 * @param bytes what a store returned, from whatever source
	 * @return the record, or null when the bytes are none of this version without flags
	 */
	public static @Nullable StoredRecord decode(byte @Nullable [] bytes) {
		return (bytes != null && flagsOf(bytes) == 0) ? decodeAny(bytes) : null;
	}

	/**
	 * Reads a record as it is.
	 * @param bytes what a store returned, from whatever source
	 * @return the record with its content in place of the payload, or null when the bytes
	 * are none of this version
	 */
	public static @Nullable StoredRecord decodeAny(byte[] bytes) {
		if (flagsOf(bytes) < 0) {
			return null;
		}
		ByteBuffer buffer = ByteBuffer.wrap(bytes).position(FLAGS_OFFSET + 1);
		int keyId = buffer.getInt();
		long fence = buffer.getLong();
		Instant storedAt = Instant.ofEpochMilli(buffer.getLong());
		Instant freshUntil = Instant.ofEpochMilli(buffer.getLong());
		Instant expiresAt = Instant.ofEpochMilli(buffer.getLong());
		Mark tenant = Mark.read(buffer);
		List<Stamp> stamps = readStamps(buffer);
		if (stamps == null) {
			return null;
		}
		byte[] content = new byte[buffer.remaining()];
		buffer.get(content);
		return new StoredRecord(keyId, fence, storedAt, freshUntil, expiresAt, tenant, stamps, content);
	}

	/**
	 * Flags of a record.
	 * @param bytes what a store returned, from whatever source
	 * @return the flags, or -1 when the bytes are no record of this version
	 */
	public static int flagsOf(byte[] bytes) {
		boolean isOurs = bytes.length >= HEADER_LENGTH && hasMagic(bytes) && bytes[VERSION_OFFSET] == VERSION
				&& (bytes[FLAGS_OFFSET] & ~KNOWN_FLAGS) == 0;
		return isOurs ? bytes[FLAGS_OFFSET] : -1;
	}

	/**
	 * Whether a later version of this library wrote a record.
	 * @param bytes what a store returned, from whatever source
	 * @return true if the bytes say so
	 */
	public static boolean isLater(byte[] bytes) {
		return bytes.length > FLAGS_OFFSET && hasMagic(bytes) && (bytes[VERSION_OFFSET] > VERSION
				|| (bytes[VERSION_OFFSET] == VERSION && (bytes[FLAGS_OFFSET] & ~KNOWN_FLAGS) != 0));
	}

	private static boolean hasMagic(byte[] bytes) {
		return ByteBuffer.wrap(bytes).getShort() == MAGIC;
	}

	/**
	 * Reads the stamps of a record from the first part of its binary form.
	 * @param start the bytes up to the last stamp, or more
	 * @return the stamps, or null when the bytes are no record's or end before the last
	 */
	public static @Nullable List<Stamp> decodeStamps(byte[] start) {
		return (flagsOf(start) >= 0) ? readStamps(ByteBuffer.wrap(start).position(STAMPS_OFFSET)) : null;
	}

	private static @Nullable List<Stamp> readStamps(ByteBuffer buffer) {
		int count = Short.toUnsignedInt(buffer.getShort());
		if (count * STAMP_LENGTH > buffer.remaining()) {
			return null;
		}
		List<Stamp> stamps = new ArrayList<>(count);
		for (int i = 0; i < count; i++) {
			stamps.add(new Stamp(Mark.read(buffer), buffer.getLong()));
		}
		return stamps;
	}

	public byte[] encode() {
		return encode(0, this.payload);
	}

	/**
	 * Writes the record with another content than its payload.
	 * @param flags what the content is
	 * @param content the content
	 * @return the binary form
	 */
	public byte[] encode(int flags, byte[] content) {
		ByteBuffer buffer = ByteBuffer.allocate(headerLength() + content.length)
			.putShort(MAGIC)
			.put(VERSION)
			.put((byte) flags)
			.putInt(this.keyId)
			.putLong(this.fence)
			.putLong(this.storedAt.toEpochMilli())
			.putLong(this.freshUntil.toEpochMilli())
			.putLong(this.expiresAt.toEpochMilli())
			.putLong(this.tenant.high())
			.putLong(this.tenant.low())
			.putShort((short) this.stamps.size());
		this.stamps.forEach(
				(stamp) -> buffer.putLong(stamp.mark().high()).putLong(stamp.mark().low()).putLong(stamp.generation()));
		return buffer.put(content).array();
	}

	/**
	 * The same record with another payload.
	 * @param payload the payload, not copied
	 * @return a record
	 */
	public StoredRecord with(byte[] payload) {
		return new StoredRecord(this.keyId, this.fence, this.storedAt, this.freshUntil, this.expiresAt, this.tenant,
				this.stamps, payload);
	}

	/**
	 * Length of the binary form without flags.
	 * @return bytes
	 */
	public int length() {
		return headerLength() + this.payload.length;
	}

	private int headerLength() {
		return HEADER_LENGTH + this.stamps.size() * STAMP_LENGTH;
	}

	public boolean isLiveAt(Instant now) {
		return now.isBefore(this.expiresAt);
	}

	public boolean isFreshAt(Instant now) {
		return now.isBefore(this.freshUntil);
	}

	@Override
	public String toString() {
		return "StoredRecord[storedAt=%s, expiresAt=%s, length=%d]".formatted(this.storedAt, this.expiresAt, length());
	}

}
