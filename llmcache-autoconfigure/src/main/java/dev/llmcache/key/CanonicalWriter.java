package dev.llmcache.key;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
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

	private final List<byte[]> filled = new ArrayList<>(2);

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
			return header(NULL, 0);
		}
		String string = text.toString();
		byte[] encoded = string.getBytes(StandardCharsets.UTF_8);
		if (new String(encoded, StandardCharsets.UTF_8).equals(string)) {
			return header(UTF_8, encoded.length).putOwn(encoded);
		}
		byte[] units = codeUnits(string);
		return header(UTF_16, units.length).putOwn(units);
	}

	public CanonicalWriter bytes(byte[] bytes) {
		return header(BYTES, bytes.length).put(bytes);
	}

	/**
	 * Writes the elements of a collection in its own order.
	 * @param elements the elements
	 * @param element writes one of them
	 * @param <T> type of the elements
	 * @return this
	 */
	public <T> CanonicalWriter list(Collection<? extends T> elements, BiConsumer<CanonicalWriter, T> element) {
		header(LIST, elements.size());
		elements.forEach((value) -> element.accept(this, value));
		return this;
	}

	public byte[] toByteArray() {
		int before = this.filled.stream().mapToInt((bytes) -> bytes.length).sum();
		ByteBuffer all = ByteBuffer.allocate(Math.addExact(before, this.length));
		this.filled.forEach(all::put);
		return all.put(this.buffer, 0, this.length).array();
	}

	/**
	 * Has a digest made of what was written.
	 * @param mac makes it
	 */
	void writeTo(Mac mac) {
		this.filled.forEach(mac::update);
		mac.update(this.buffer, 0, this.length);
	}

	private CanonicalWriter header(int kind, int size) {
		ensureRoom(HEADER_LENGTH);
		this.buffer[this.length++] = (byte) kind;
		this.buffer[this.length++] = (byte) (size >>> 24);
		this.buffer[this.length++] = (byte) (size >>> 16);
		this.buffer[this.length++] = (byte) (size >>> 8);
		this.buffer[this.length++] = (byte) size;
		return this;
	}

	private CanonicalWriter put(byte[] bytes) {
		ensureRoom(bytes.length);
		System.arraycopy(bytes, 0, this.buffer, this.length, bytes.length);
		this.length += bytes.length;
		return this;
	}

	// A long text is not copied once more
	private CanonicalWriter putOwn(byte[] bytes) {
		if (bytes.length <= SMALL) {
			return put(bytes);
		}
		this.filled.add(Arrays.copyOf(this.buffer, this.length));
		this.filled.add(bytes);
		this.length = 0;
		return this;
	}

	private void ensureRoom(int more) {
		int needed = Math.addExact(this.length, more);
		if (needed > this.buffer.length) {
			this.buffer = Arrays.copyOf(this.buffer, Math.max(needed, 2 * this.buffer.length));
		}
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
