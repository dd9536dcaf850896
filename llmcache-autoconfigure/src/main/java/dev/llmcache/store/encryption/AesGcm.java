package dev.llmcache.store.encryption;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

/**
 * AES-256 in Galois/Counter Mode with random initialization vectors of 96 bits and tags
 * of 128, as in NIST SP 800-38D.
 * <p>
 * Under one key there must be no more than 2<sup>32</sup> of them. Thread-safe.
 */
final class AesGcm {

	static final int KEY_LENGTH = 32;

	static final int IV_LENGTH = 12;

	static final int TAG_LENGTH = 16;

	private static final String ALGORITHM = "AES";

	private static final SecureRandom RANDOM = new SecureRandom();

	private AesGcm() {
	}

	static byte[] random(int length) {
		byte[] bytes = new byte[length];
		RANDOM.nextBytes(bytes);
		return bytes;
	}

	static SecretKey key(byte[] bytes) {
		return new SecretKeySpec(bytes, ALGORITHM);
	}

	/**
	 * Encrypts.
	 * @param key the key
	 * @param plaintext what to encrypt
	 * @param authenticated what decryption needs to be told as well
	 * @param into takes IV, ciphertext and tag
	 * @param at where in it
	 */
	static void encrypt(SecretKey key, byte[] plaintext, byte[][] authenticated, byte[] into, int at) {
		byte[] iv = random(IV_LENGTH);
		System.arraycopy(iv, 0, into, at, IV_LENGTH);
		try {
			cipher(Cipher.ENCRYPT_MODE, key, iv, 0, authenticated).doFinal(plaintext, 0, plaintext.length, into,
					at + IV_LENGTH);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has AES/GCM", ex);
		}
	}

	/**
	 * Decrypts.
	 * @param key the key
	 * @param bytes ends with IV, ciphertext and tag
	 * @param at where in it they start
	 * @param authenticated what encryption was told
	 * @return what was encrypted, or null when this is not it
	 */
	static byte @Nullable [] decrypt(SecretKey key, byte[] bytes, int at, byte[]... authenticated) {
		int length = bytes.length - at - IV_LENGTH;
		if (length < TAG_LENGTH) {
			return null;
		}
		try {
			return cipher(Cipher.DECRYPT_MODE, key, bytes, at, authenticated).doFinal(bytes, at + IV_LENGTH, length);
		}
		catch (AEADBadTagException ex) {
			return null;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has AES/GCM", ex);
		}
	}

	private static Cipher cipher(int mode, SecretKey key, byte[] iv, int at, byte[][] authenticated)
			throws GeneralSecurityException {
		Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
		cipher.init(mode, key, new GCMParameterSpec(TAG_LENGTH * Byte.SIZE, iv, at, IV_LENGTH));
		for (byte[] each : authenticated) {
			cipher.updateAAD(each);
		}
		return cipher;
	}

}
