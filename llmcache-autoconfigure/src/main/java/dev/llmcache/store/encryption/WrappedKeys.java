package dev.llmcache.store.encryption;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import dev.llmcache.Mark;
import dev.llmcache.store.DataKeyStore;
import org.jspecify.annotations.Nullable;

import org.springframework.util.function.SingletonSupplier;

/**
 * Data keys as they are in their store.
 *
 * @param store opens it when it is needed first
 * @param wrapping wraps them
 * @param namespace keeps applications apart that share a store and the master key
 */
record WrappedKeys(SingletonSupplier<DataKeyStore> store, KeyWrapping wrapping, String namespace) {

	private static final byte[] LABEL = "llmcache/data-key/1".getBytes(StandardCharsets.US_ASCII);

	private static final int LONGEST = 4096;

	/**
	 * Finds the key of a tenant.
	 * @param tenant the tenant
	 * @return the key, or null when there is none
	 * @throws DataKeyException if there is one that cannot be unwrapped
	 */
	@Nullable Unwrapped find(Mark tenant) {
		byte[] wrapped = this.store.obtain().find(tenant);
		return (wrapped != null) ? unwrap(tenant, wrapped) : null;
	}

	/**
	 * Creates a key for a tenant, unless another instance was faster.
	 * @param tenant the tenant
	 * @return the key that all use
	 * @throws DataKeyException if there is one that cannot be unwrapped
	 */
	Unwrapped create(Mark tenant) {
		return unwrap(tenant, this.store.obtain().putIfAbsent(tenant, random(tenant)));
	}

	/**
	 * Puts a new key in the place of one that is lost.
	 * @param tenant the tenant
	 * @param lost the lost one, wrapped
	 * @return the key that all use from now on
	 */
	Unwrapped replace(Mark tenant, byte[] lost) {
		byte[] wrapped = random(tenant);
		return this.store.obtain().replace(tenant, lost, wrapped) ? unwrap(tenant, wrapped) : create(tenant);
	}

	private byte[] random(Mark tenant) {
		return this.wrapping.wrap(AesGcm.random(AesGcm.KEY_LENGTH), context(tenant));
	}

	/**
	 * Wraps a key anew that is wrapped under an earlier master key.
	 * @param tenant the tenant
	 * @param wrapped the key as it is
	 * @return whether it was, or need not be
	 * @throws DataKeyException if it cannot be unwrapped
	 */
	boolean rewrap(Mark tenant, byte[] wrapped) {
		if (this.wrapping.isCurrent(wrapped)) {
			return true;
		}
		byte[] key = this.wrapping.unwrap(wrapped, context(tenant));
		return key != null && (this.store.obtain().replace(tenant, wrapped, this.wrapping.wrap(key, context(tenant)))
				|| isDone(tenant));
	}

	/** Another instance may have been faster, or has deleted it. */
	private boolean isDone(Mark tenant) {
		byte[] present = this.store.obtain().find(tenant);
		return present == null || this.wrapping.isCurrent(present);
	}

	private Unwrapped unwrap(Mark tenant, byte[] wrapped) {
		byte[] key = (wrapped.length <= LONGEST) ? this.wrapping.unwrap(wrapped, context(tenant)) : null;
		if (key == null) {
			throw new LostKeyException(wrapped);
		}
		DataKey unwrapped = DataKey.of(key);
		Arrays.fill(key, (byte) 0);
		return new Unwrapped(unwrapped, wrapped, this.wrapping.isCurrent(wrapped));
	}

	private byte[] context(Mark tenant) {
		byte[] name = this.namespace.getBytes(StandardCharsets.UTF_8);
		return ByteBuffer.allocate(LABEL.length + Mark.LENGTH + name.length)
			.put(LABEL)
			.put(tenant.bytes())
			.put(name)
			.array();
	}

	/**
	 * Key as it was found.
	 *
	 * @param key the key
	 * @param wrapped the same, wrapped
	 * @param current whether it is wrapped under the current master key
	 */
	record Unwrapped(DataKey key, byte[] wrapped, boolean current) {

	}

}
