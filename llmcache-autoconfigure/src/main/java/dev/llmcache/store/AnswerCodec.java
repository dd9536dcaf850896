package dev.llmcache.store;

import java.util.Map;

import dev.llmcache.CachedAnswer;
import org.jspecify.annotations.Nullable;

/**
 * Versioned JSON form of answers.
 * <p>
 * No types are named in it, so reading it makes nothing but text, numbers, booleans,
 * bytes, lists and maps. What is of an unknown version, malformed, or larger or deeper
 * than any answer is no answer.
 */
public final class AnswerCodec {

	/** Bytes of the largest answer. */
	public static final int MAX_BYTES = 64 << 20;

	private static final String VERSION = "version";

	private static final JsonTree JSON = new JsonTree(StrictJson.factory(MAX_BYTES));

	private AnswerCodec() {
	}

	/**
	 * Writes an answer.
	 * @param answer the answer
	 * @return its form of the current version
	 * @throws IllegalArgumentException if it is larger than {@link #MAX_BYTES}
	 */
	public static byte[] encode(CachedAnswer answer) {
		byte[] bytes = JSON.write(AnswerEnvelope.write(answer));
		if (bytes.length > MAX_BYTES) {
			throw new IllegalArgumentException(
					"An answer has at most %d bytes, not %d".formatted(MAX_BYTES, bytes.length));
		}
		return bytes;
	}

	/**
	 * Reads an answer of this version or an earlier one.
	 * @param bytes whatever a store returned
	 * @return the answer, or null when the bytes are none
	 */
	public static @Nullable CachedAnswer decode(byte[] bytes) {
		return decode(bytes, 0);
	}

	/**
	 * Reads an answer that bytes end with.
	 * @param bytes whatever a store returned
	 * @param offset where the answer starts
	 * @return the answer, or null when the bytes from there on are none
	 */
	static @Nullable CachedAnswer decode(byte[] bytes, int offset) {
		int length = bytes.length - offset;
		if (length > MAX_BYTES) {
			return null;
		}
		try {
			Map<String, @Nullable Object> written = JSON.read(bytes, offset, length);
			return switch (version(written)) {
				case AnswerEnvelope.VERSION -> AnswerEnvelope.read(written);
				case FirstEnvelope.VERSION -> FirstEnvelope.read(written);
				default -> null;
			};
		}
		// The bytes may be anybody's, and wrong in ways that only the answer's parts
		// notice
		catch (RuntimeException ex) {
			return null;
		}
	}

	// Every envelope starts with its version
	private static int version(Map<String, @Nullable Object> written) {
		boolean first = !written.isEmpty() && written.keySet().iterator().next().equals(VERSION);
		return (first && written.get(VERSION) instanceof Integer version) ? version : 0;
	}

}
