package dev.llmcache.store;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

import dev.llmcache.Mark;
import org.jspecify.annotations.Nullable;

/**
 * Data keys in the memory of this process, for records that last no longer.
 * <p>
 * Thread-safe. Throws nothing.
 */
public final class InMemoryDataKeyStore implements DataKeyStore {

	private final Map<Mark, byte[]> keys = new HashMap<>();

	@Override
	public synchronized byte @Nullable [] find(Mark tenant) {
		return this.keys.get(tenant);
	}

	@Override
	public synchronized byte[] putIfAbsent(Mark tenant, byte[] wrapped) {
		return this.keys.computeIfAbsent(tenant, (missing) -> wrapped);
	}

	@Override
	public synchronized boolean replace(Mark tenant, byte[] present, byte[] wrapped) {
		boolean isSame = Arrays.equals(this.keys.get(tenant), present);
		if (isSame) {
			this.keys.put(tenant, wrapped);
		}
		return isSame;
	}

	@Override
	public synchronized long delete(Set<Mark> tenants) {
		int before = this.keys.size();
		this.keys.keySet().removeAll(tenants);
		return (long) before - this.keys.size();
	}

	@Override
	public void forEach(BiConsumer<Mark, byte[]> action) {
		copy().forEach(action);
	}

	/**
	 * All keys as they are now.
	 * @return a copy
	 */
	public synchronized Map<Mark, byte[]> copy() {
		return Map.copyOf(this.keys);
	}

	@Override
	public void close() {
		// Nothing to close
	}

}
