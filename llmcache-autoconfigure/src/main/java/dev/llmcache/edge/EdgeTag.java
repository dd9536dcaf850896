package dev.llmcache.edge;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

import dev.llmcache.Fingerprint;
import dev.llmcache.Mark;

/**
 * What a response is purged by: 65 bits of a digest of a mark or an entry, which are
 * keyed digests themselves, as 13 letters of the lower-case base32 alphabet (RFC 4648),
 * which is in the alphabet of every vendor.
 *
 * @param value the letters
 */
public record EdgeTag(String value) {

	/** Length in letters. */
	public static final int LENGTH = 13;

	/**
	 * Of responses with more tags than a header holds. Whatever is purged, this is too.
	 */
	public static final EdgeTag OVERFLOW = digest("llmcache/edge/overflow/1", new byte[0]);

	/**
	 * Tag of answers that bear a mark.
	 * @param mark the mark
	 * @return the tag
	 */
	public static EdgeTag of(Mark mark) {
		return digest("llmcache/edge/mark/1", mark.bytes());
	}

	/**
	 * Tag of one answer.
	 * @param entry its fingerprint
	 * @return the tag
	 */
	public static EdgeTag of(Fingerprint entry) {
		return digest("llmcache/edge/entry/1", entry.bytes());
	}

	private static EdgeTag digest(String label, byte[] value) {
		try {
			MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
			sha256.update(label.getBytes(StandardCharsets.US_ASCII));
			return new EdgeTag(letters(sha256.digest(value)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	private static String letters(byte[] digest) {
		StringBuilder letters = new StringBuilder(LENGTH);
		for (int i = 0; i < LENGTH; i++) {
			int bit = i * 5;
			int pair = ((digest[bit / 8] & 0xFF) << 8) | (digest[bit / 8 + 1] & 0xFF);
			letters.append("abcdefghijklmnopqrstuvwxyz234567".charAt((pair >> (11 - bit % 8)) & 31));
		}
		return letters.toString();
	}

}
