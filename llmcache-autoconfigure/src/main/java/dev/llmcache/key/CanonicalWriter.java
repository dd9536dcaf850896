package dev.llmcache.key;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.BiConsumer;

import javax.crypto.Mac;

import org.jspecify.annotations.Nullable;

/**
 * Writes values so that different values never have the same bytes.
 * <p>
 * Every value is a kind (1 byte), a length (4 bytes, big-endian) and that many bytes or,
 * for a list, elements. Text is UTF-8, or UTF-16 where a lone surrogate makes UTF-8
 * lossy. Not thread-safe.
 */
public final class CanonicalWriter {

	private static final int NULL = 0;

	private static final int UTF_8 = 1;

	private static final int UTF_16 = 2;

	private static final int BYTES = 3;

	private static final int LIST = 4;

	private static final int HEADER_LENGTH = 5;

	private static final int SMALL = 64;

	private static final char LAST_ASCII = 0x7F;

	private byte[] buffer;

	private int length;

	public CanonicalWriter() {
		this(SMALL);
	}

	/**
	 * Creates a writer that has room.
	 * @param capacity about how many bytes will be written
	 */
	CanonicalWriter(int capacity) {
		this.buffer = new byte[capacity];
	}

	public CanonicalWriter text(@Nullable CharSequence text) {
		if (text == null) {
			return header(NULL, 0, 0);
		}
		String string = text.toString();
		return putAscii(string) ? this : encoded(string);
	}

	// Most texts are, which need not be encoded into bytes of their own
	private boolean putAscii(String text) {
		int size = text.length();
		ensureRoom(Math.addExact(HEADER_LENGTH, size));
		int start = this.length + HEADER_LENGTH;
		for (int i = 0; i < size; i++) {
			char unit = text.charAt(i);
			if (unit > LAST_ASCII) {
				return false;
			}
			this.buffer[start + i] = (byte) unit;
		}
		header(UTF_8, size, 0);
		this.length += size;
		return true;
	}

	private CanonicalWriter encoded(String string) {
		boolean lossless = isWellFormed(string);
		byte[] encoded = lossless ? string.getBytes(StandardCharsets.UTF_8) : codeUnits(string);
		return header(lossless ? UTF_8 : UTF_16, encoded.length, encoded.length).put(encoded);
	}

	public CanonicalWriter bytes(byte[] bytes) {
		return header(BYTES, bytes.length, bytes.length).put(bytes);
	}

	/**
	 * Writes the elements of a collection in its own order.
	 * @param elements the elements
	 * @param element writes one of them
	 * @param <T> type of the elements
	 * @return this
	 */
	public <T> CanonicalWriter list(Collection<? extends T> elements, BiConsumer<CanonicalWriter, T> element) {
		header(LIST, elements.size(), 0);
		elements.forEach((value) -> element.accept(this, value));
		return this;
	}

	public byte[] toByteArray() {
		return Arrays.copyOf(this.buffer, this.length);
	}

	/**
	 * Has a digest made of what was written.
	 * @param mac makes it
	 */
	void writeTo(Mac mac) {
		mac.update(this.buffer, 0, this.length);
	}

	private CanonicalWriter header(int kind, int size, int following) {
		ensureRoom(Math.addExact(HEADER_LENGTH, following));
		this.buffer[this.length++] = (byte) kind;
		this.buffer[this.length++] = (byte) (size >>> 24);
		this.buffer[this.length++] = (byte) (size >>> 16);
		this.buffer[this.length++] = (byte) (size >>> 8);
		this.buffer[this.length++] = (byte) size;
		return this;
	}

	private CanonicalWriter put(byte[] bytes) {
		System.arraycopy(bytes, 0, this.buffer, this.length, bytes.length);
		this.length += bytes.length;
		return this;
	}

	private void ensureRoom(int more) {
		int needed = Math.addExact(this.length, more);
		if (needed > this.buffer.length) {
			this.buffer = Arrays.copyOf(this.buffer, Math.max(needed, 2 * this.buffer.length));
		}
	}

	private static boolean isWellFormed(String text) {
		int codePoint;
		for (int i = 0; i < text.length(); i += Character.charCount(codePoint)) {
			codePoint = text.codePointAt(i);
			if (Character.isBmpCodePoint(codePoint) && Character.isSurrogate((char) codePoint)) {
				return false;
			}
		}
		return true;
	}

	private static byte[] codeUnits(String text) {
		byte[] bytes = new byte[text.length() * 2];
		for (int i = 0; i < text.length(); i++) {
			bytes[2 * i] = (byte) (text.charAt(i) >>> 8);
			bytes[2 * i + 1] = (byte) text.charAt(i);
		}
		return bytes;
	}

}
