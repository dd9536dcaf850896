package dev.llmcache.report.store;

import java.util.Map;

import dev.llmcache.Layer;
import org.jspecify.annotations.Nullable;

/**
 * What a store holds, and what this instance did with it.
 *
 * @param store its name, lower case with hyphens, one for all of the application:
 * {@code exact}, {@code exact-redis}, {@code embedding} ...
 * @param layer whose it is
 * @param backend what it is made of: {@code caffeine}, {@code redis}, {@code postgresql},
 * {@code lucene} or {@code vector-store}
 * @param entries how many entries it holds, or null if that is unknown; of a server, as
 * it was known a while ago, and maybe by estimate
 * @param deadEntries entries that were removed and still take room, or null if that is
 * unknown or there is no such thing
 * @param bytes what the entries take, or null if that is unknown
 * @param maximumBytes what they may take, or null if that is unbounded or unknown
 * @param evictions entries that went since the start of this instance, by
 * {@link Removal#label() cause}; causes that the store does not tell are not there
 * @param available false if the server did not answer when it was asked last
 * @param accesses how this instance used it
 */
public record StoreReport(String store, Layer layer, String backend, @Nullable Long entries, @Nullable Long deadEntries,
		@Nullable Long bytes, @Nullable Long maximumBytes, Map<String, Long> evictions, boolean available,
		Accesses accesses) {

	public StoreReport {
		evictions = Map.copyOf(evictions);
	}

}
