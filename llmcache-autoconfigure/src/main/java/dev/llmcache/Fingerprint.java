package dev.llmcache;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * 256-bit digest that names a scope or an entry without telling what is in it.
 * <p>
 * Immutable and thread-safe. Its text form is a prefix only, so that a log cannot be used
 * to look an entry up.
 */
public final class Fingerprint {

	/** Length in bytes. */
	public static final int LENGTH = 32;

	private static final VarHandle FIRST = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

	private final byte[] bytes;

	private Fingerprint(byte[] bytes) {
		this.bytes = bytes;
	}

	/**
	 * Wraps the bytes of a digest.
	 * @param digest exactly {@value #LENGTH} bytes, copied
	 * @return the fingerprint
	 * @throws IllegalArgumentException if the length is another
	 */
	public static Fingerprint of(byte[] digest) {
		if (digest.length != LENGTH) {
			throw new IllegalArgumentException("A fingerprint has %d bytes, not %d".formatted(LENGTH, digest.length));
		}
		return new Fingerprint(digest.clone());
	}

	/**
	 * Digest of this fingerprint together with a label: another fingerprint that reveals
	 * nothing about this one and that no other label leads to.
	 * @param label what the derived fingerprint is for
	 * @return SHA-256 of these bytes followed by those of the label
	 */
	public Fingerprint derive(byte[] label) {
		try {
			MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
			sha256.update(this.bytes);
			return new Fingerprint(sha256.digest(label));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	public byte[] bytes() {
		return this.bytes.clone();
	}

	public String hex() {
		return HexFormat.of().formatHex(this.bytes);
	}

	/**
	 * First eight hexadecimal digits, for logs and reports.
	 * @return eight lower-case digits
	 */
	public String prefix() {
		return HexFormat.of().formatHex(this.bytes, 0, 4);
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof Fingerprint that && MessageDigest.isEqual(this.bytes, that.bytes);
	}

	@Override
	public int hashCode() {
		return (int) FIRST.get(this.bytes, 0);
	}

	@Override
	public String toString() {
		return prefix();
	}

}
