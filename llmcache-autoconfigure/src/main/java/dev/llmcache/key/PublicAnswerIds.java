package dev.llmcache.key;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;

import dev.llmcache.Fingerprint;
import org.jspecify.annotations.Nullable;

/**
 * Ids of answers that are everyone's: the fingerprint of an entry under an HMAC of the
 * cache's secret. Any instance with the secret can read them, and nobody without it can
 * make one, so that an id can only name an entry that it was given out for.
 * <p>
 * Immutable and thread-safe. {@value #LENGTH} letters, digits, {@code -} and {@code _}.
 */
public final class PublicAnswerIds {

	static final int LENGTH = 64;

	private static final String LABEL = "llmcache/public-answer/1";

	private static final int SIGNATURE = 16;

	private final Keyring keyring;

	private final String namespace;

	/**
	 * Creates the ids of an application.
	 * @param keyring its secrets
	 * @param namespace keeps it apart from others that share a store and the secrets
	 */
	public PublicAnswerIds(Keyring keyring, String namespace) {
		this.keyring = keyring;
		this.namespace = namespace;
	}

	/**
	 * Gives out an id.
	 * @param entry fingerprint of an answer that is everyone's
	 * @return its id
	 */
	public String idOf(Fingerprint entry) {
		byte[] bytes = Arrays.copyOf(entry.bytes(), Fingerprint.LENGTH + SIGNATURE);
		byte[] signature = this.keyring.digestsOf(signed(entry)).getFirst().bytes();
		System.arraycopy(signature, 0, bytes, Fingerprint.LENGTH, SIGNATURE);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

	/**
	 * Reads an id.
	 * @param id any text
	 * @return the fingerprint, or null when it is no id of this application's
	 */
	public @Nullable Fingerprint read(String id) {
		byte[] bytes = decode(id);
		if (bytes.length != Fingerprint.LENGTH + SIGNATURE) {
			return null;
		}
		Fingerprint entry = Fingerprint.of(Arrays.copyOf(bytes, Fingerprint.LENGTH));
		byte[] signature = Arrays.copyOfRange(bytes, Fingerprint.LENGTH, bytes.length);
		return this.keyring.digestsOf(signed(entry))
			.stream()
			.anyMatch((digest) -> MessageDigest.isEqual(Arrays.copyOf(digest.bytes(), SIGNATURE), signature)) ? entry
					: null;
	}

	private static byte[] decode(String id) {
		try {
			return (id.length() == LENGTH) ? Base64.getUrlDecoder().decode(id) : new byte[0];
		}
		catch (IllegalArgumentException ex) {
			return new byte[0];
		}
	}

	private byte[] signed(Fingerprint entry) {
		return new CanonicalWriter().text(LABEL).text(this.namespace).bytes(entry.bytes()).toByteArray();
	}

}
