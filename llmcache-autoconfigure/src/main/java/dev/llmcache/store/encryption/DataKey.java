package dev.llmcache.store.encryption;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.SecretKey;

/**
 * Key that the records of one tenant are encrypted under.
 *
 * @param id tells it from others of the tenant, and tells nothing of it
 * @param secret the key
 */
record DataKey(long id, SecretKey secret) {

	private static final byte[] LABEL = { 'i', 'd' };

	static DataKey of(byte[] bytes) {
		if (bytes.length != AesGcm.KEY_LENGTH) {
			throw new DataKeyException("A data key has another length");
		}
		try {
			MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
			sha256.update(LABEL);
			return new DataKey(ByteBuffer.wrap(sha256.digest(bytes)).getLong(), AesGcm.key(bytes));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	@Override
	public String toString() {
		return "DataKey[]";
	}

}
