package dev.llmcache.store.encryption;

import org.jspecify.annotations.Nullable;

/**
 * Wraps data keys under a master key, which may be one that a key management service
 * keeps to itself.
 * <p>
 * Thread-safe. A method may throw any unchecked exception when a service fails or does
 * not answer; it has to bound the time itself, since calls wait for it when a tenant's
 * key is used first.
 */
public interface KeyWrapping {

	/**
	 * Wraps a data key under the current master key.
	 * @param key the data key
	 * @param context what the key is for; without it, the key does not unwrap
	 * @return the wrapped key, 4,096 bytes at the most
	 */
	byte[] wrap(byte[] key, byte[] context);

	/**
	 * Unwraps a data key.
	 * @param wrapped what {@link #wrap} returned on any instance, or anything else that
	 * lay in its place
	 * @param context what the key is for
	 * @return the data key, or null when the master key that it was wrapped under is one
	 * that was taken out of use, so that the data key is lost
	 * @throws DataKeyException if it cannot be unwrapped for any other reason
	 */
	byte @Nullable [] unwrap(byte[] wrapped, byte[] context);

	/**
	 * Whether a data key need not be wrapped anew.
	 * @param wrapped a wrapped key
	 * @return false if it was wrapped under an earlier master key than the current one; a
	 * later one is that of an instance whose settings are ahead, which must not be undone
	 */
	boolean isCurrent(byte[] wrapped);

}
