package dev.llmcache.key;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.function.BiConsumer;

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

	private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

	public CanonicalWriter text(@Nullable CharSequence text) {
		if (text == null) {
			header(NULL, 0);
			return this;
		}
		String string = text.toString();
		boolean lossless = isWellFormed(string);
		byte[] encoded = lossless ? string.getBytes(StandardCharsets.UTF_8) : codeUnits(string);
		header(lossless ? UTF_8 : UTF_16, encoded.length);
		this.out.writeBytes(encoded);
		return this;
	}

	public CanonicalWriter bytes(byte[] bytes) {
		header(BYTES, bytes.length);
		this.out.writeBytes(bytes);
		return this;
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
		return this.out.toByteArray();
	}

	private void header(int kind, int length) {
		this.out.write(kind);
		this.out.write(length >>> 24);
		this.out.write(length >>> 16);
		this.out.write(length >>> 8);
		this.out.write(length);
	}

	private static boolean isWellFormed(String text) {
		// Most texts have no surrogates at all, which is found out much faster
		for (int i = 0; i < text.length(); i++) {
			if (Character.isSurrogate(text.charAt(i))) {
				return isWellFormed(text, i);
			}
		}
		return true;
	}

	private static boolean isWellFormed(String text, int start) {
		int codePoint;
		for (int i = start; i < text.length(); i += Character.charCount(codePoint)) {
			codePoint = text.codePointAt(i);
			if (Character.getType(codePoint) == Character.SURROGATE) {
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
