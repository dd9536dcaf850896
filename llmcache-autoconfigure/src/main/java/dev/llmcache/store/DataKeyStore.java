package dev.llmcache.store;

import java.util.Set;
import java.util.function.BiConsumer;

import dev.llmcache.Mark;
import org.jspecify.annotations.Nullable;

/**
 * Where the data keys of tenants are, wrapped under a master key, the same for all
 * instances that share records.
 * <p>
 * Thread-safe. Keys never expire. May throw any unchecked exception when its server fails
 * or does not answer in time.
 */
public interface DataKeyStore extends AutoCloseable {

	/**
	 * Finds a key.
	 * @param tenant mark of the tenant
	 * @return the wrapped key, or null when there is none
	 */
	byte @Nullable [] find(Mark tenant);

	/**
	 * Stores a key, lastingly, unless there is one.
	 * @param tenant mark of the tenant
	 * @param wrapped the wrapped key
	 * @return the one that there is now
	 */
	byte[] putIfAbsent(Mark tenant, byte[] wrapped);

	/**
	 * Puts a key in place of another.
	 * @param tenant mark of the tenant
	 * @param present the wrapped key that there is
	 * @param wrapped the wrapped key to be stored
	 * @return false if there is another by now, or none
	 */
	boolean replace(Mark tenant, byte[] present, byte[] wrapped);

	/**
	 * Deletes keys, lastingly.
	 * @param tenants marks of the tenants
	 * @return how many there were
	 */
	long delete(Set<Mark> tenants);

	/**
	 * Hands out all keys, in no order. What is put or deleted meanwhile may be among them
	 * or not.
	 * @param action takes the mark of a tenant and its wrapped key
	 */
	void forEach(BiConsumer<Mark, byte[]> action);

	@Override
	void close();

}
