package dev.llmcache.store;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

import org.jspecify.annotations.Nullable;

/**
 * Compression of payloads by DEFLATE, at its fastest.
 * <p>
 * Binary form: length of the payload (4 bytes, big-endian), payload as in RFC 1951.
 * <p>
 * A compressed payload is never longer than {@link #MAX_LENGTH}, nor than
 * {@value #MAX_RATIO} times what it was compressed to; what claims to be is none, and no
 * memory is taken for it.
 *
 * @param minLength bytes from which on payloads are compressed
 */
public record Compression(int minLength) {

	/** Compresses nothing; what is compressed is read. */
	public static final Compression NONE = new Compression(Integer.MAX_VALUE);

	/** Bytes of the longest payload that is compressed. */
	public static final int MAX_LENGTH = AnswerCodec.MAX_BYTES + (16 << 20);

	/** How many times longer than its compressed form a payload may be. */
	public static final int MAX_RATIO = 100;

	/**
	 * Compresses a payload.
	 * @param payload the payload
	 * @return its compressed form, or null if it is too short, too long or does not get
	 * shorter, or suspiciously short
	 */
	public byte @Nullable [] compress(byte[] payload) {
		if (payload.length < Math.max(this.minLength, Integer.BYTES) || payload.length > MAX_LENGTH) {
			return null;
		}
		byte[] compressed = deflate(payload);
		boolean pays = compressed != null && (long) compressed.length * MAX_RATIO >= payload.length;
		return pays ? compressed : null;
	}

	private static byte @Nullable [] deflate(byte[] payload) {
		Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
		try {
			deflater.setInput(payload);
			deflater.finish();
			ByteBuffer compressed = ByteBuffer.allocate(payload.length).putInt(payload.length);
			while (!deflater.finished()) {
				if (!compressed.hasRemaining()) {
					return null;
				}
				deflater.deflate(compressed);
			}
			return Arrays.copyOf(compressed.array(), compressed.position());
		}
		finally {
			deflater.end();
		}
	}

	/**
	 * Payload of a content that is not encrypted.
	 * @param flags of the record
	 * @param content the content
	 * @return the payload, or null when there is none
	 */
	public static byte @Nullable [] payload(int flags, byte[] content) {
		return ((flags & StoredRecord.COMPRESSED) != 0) ? decompress(content) : content;
	}

	private static byte @Nullable [] decompress(byte[] compressed) {
		if (compressed.length < Integer.BYTES) {
			return null;
		}
		int length = ByteBuffer.wrap(compressed).getInt();
		if (length < 0 || length > MAX_LENGTH || length > (long) compressed.length * MAX_RATIO) {
			return null;
		}
		Inflater inflater = new Inflater(true);
		try {
			inflater.setInput(compressed, Integer.BYTES, compressed.length - Integer.BYTES);
			return inflate(inflater, length);
		}
		catch (DataFormatException ex) {
			return null;
		}
		finally {
			inflater.end();
		}
	}

	/** It must be as long as it says, and end where the bytes do. */
	private static byte @Nullable [] inflate(Inflater inflater, int length) throws DataFormatException {
		byte[] payload = new byte[length];
		int inflated = 0;
		int more = inflater.inflate(payload, 0, length);
		while (more > 0) {
			inflated += more;
			more = inflater.inflate(payload, inflated, length - inflated);
		}
		boolean isWhole = inflated == length && inflater.inflate(new byte[1]) == 0 && inflater.finished()
				&& inflater.getRemaining() == 0;
		return isWhole ? payload : null;
	}

}
