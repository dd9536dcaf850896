package dev.llmcache.key;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.llmcache.Fingerprint;

/**
 * Secret under which fingerprints are made: HMAC-SHA-256, so that who can read a store
 * cannot guess what its keys stand for.
 * <p>
 * Immutable and thread-safe. The text form tells nothing.
 */
public final class Secret {

	/** Fewest bytes that a secret may have. */
	public static final int MIN_LENGTH = 32;

	private static final String ALGORITHM = "HmacSHA256";

	private final Mac prototype;

	private final int id;

	private Secret(byte[] bytes) {
		if (bytes.length < MIN_LENGTH) {
			throw new IllegalArgumentException("A secret needs at least %d bytes".formatted(MIN_LENGTH));
		}
		try {
			this.prototype = Mac.getInstance(ALGORITHM);
			this.prototype.init(new SecretKeySpec(bytes, ALGORITHM));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has " + ALGORITHM, ex);
		}
		this.id = ByteBuffer.wrap(digest("id".getBytes(StandardCharsets.US_ASCII)).bytes()).getInt();
	}

	/**
	 * Secret of given bytes.
	 * @param bytes at least {@value #MIN_LENGTH}
	 * @return the secret
	 * @throws IllegalArgumentException if there are fewer
	 */
	public static Secret of(byte[] bytes) {
		return new Secret(bytes);
	}

	public static Secret random() {
		byte[] bytes = new byte[MIN_LENGTH];
		new SecureRandom().nextBytes(bytes);
		return new Secret(bytes);
	}

	/**
	 * Number that tells secrets apart without telling what they are.
	 * @return the same for the same bytes
	 */
	public int id() {
		return this.id;
	}

	Fingerprint digest(byte[] message) {
		return Fingerprint.of(mac().doFinal(message));
	}

	Fingerprint digest(CanonicalWriter form) {
		Mac mac = mac();
		form.writeTo(mac);
		return Fingerprint.of(mac.doFinal());
	}

	private Mac mac() {
		try {
			return (Mac) this.prototype.clone();
		}
		catch (CloneNotSupportedException ex) {
			throw new IllegalStateException(ALGORITHM + " cannot be cloned", ex);
		}
	}

	@Override
	public String toString() {
		return "Secret[]";
	}

}
