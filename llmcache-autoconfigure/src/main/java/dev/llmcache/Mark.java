package dev.llmcache;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * What an answer can be invalidated by, such as a tag or its tenant, as a 128-bit digest
 * that does not tell it.
 *
 * @param high the first eight bytes
 * @param low the last eight
 */
public record Mark(long high, long low) {

	/** Length in bytes. */
	public static final int LENGTH = 16;

	/**
	 * Bears no answer: its generation changes with every invalidation, whatever of.
	 */
	public static final Mark ANY_INVALIDATION = new Mark(0, 0);

	/**
	 * Bears no answer: its generation changes whenever something is erased.
	 */
	public static final Mark ANY_ERASURE = new Mark(0, 1);

	/**
	 * Stands for the tenant where none is known.
	 */
	public static final Mark NO_TENANT = new Mark(0, 2);

	/**
	 * Takes the first bytes of a digest.
	 * @param digest the digest
	 * @return the mark
	 */
	public static Mark of(Fingerprint digest) {
		ByteBuffer bytes = ByteBuffer.wrap(digest.bytes());
		return new Mark(bytes.getLong(), bytes.getLong());
	}

	/**
	 * Reads the 16 bytes of a mark.
	 * @param bytes where they are next
	 * @return the mark
	 */
	public static Mark read(ByteBuffer bytes) {
		return new Mark(bytes.getLong(), bytes.getLong());
	}

	public byte[] bytes() {
		return ByteBuffer.allocate(LENGTH).putLong(this.high).putLong(this.low).array();
	}

	@Override
	public String toString() {
		return HexFormat.of().toHexDigits(this.high, 8);
	}

}
