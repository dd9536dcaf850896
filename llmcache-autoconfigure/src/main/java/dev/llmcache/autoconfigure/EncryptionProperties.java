package dev.llmcache.autoconfigure;

import java.util.Collections;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Encryption of what is stored outside the memory of this process.
 *
 * @param enabled Whether questions and answers are encrypted before they are stored. By
 * default they are if there is a key.
 * @param keys Master keys by version, a positive number: each 32 random bytes in Base64,
 * the same on all instances, such as the output of 'openssl rand -base64 32'. Not needed
 * with a KeyWrapping bean.
 * @param current Version of the master key that data keys are wrapped under from now on.
 * By default the highest.
 * @param store Where the wrapped data keys are: the database of the pgvector store, the
 * Redis of the exact layer or the directory of the Lucene index, whichever there is, in
 * this order (auto).
 */
public record EncryptionProperties(@Nullable Boolean enabled, @DefaultValue Map<Integer, String> keys,
		@Nullable Integer current, @DefaultValue("auto") KeyStore store) {

	/** Whether anything is encrypted. */
	boolean isOn() {
		return (this.enabled != null) ? this.enabled : !this.keys.isEmpty();
	}

	int currentVersion() {
		return (this.current != null) ? this.current : Collections.max(this.keys.keySet());
	}

	@Override
	public String toString() {
		return "EncryptionProperties[]";
	}

	/**
	 * Where the wrapped data keys are.
	 */
	public enum KeyStore {

		/**
		 * PostgreSQL if answers are there, otherwise Redis if answers are there,
		 * otherwise the directory.
		 */
		AUTO,

		/** Redis. */
		REDIS,

		/** PostgreSQL. */
		PGVECTOR,

		/** The directory of the Lucene index. */
		LUCENE

	}

}
