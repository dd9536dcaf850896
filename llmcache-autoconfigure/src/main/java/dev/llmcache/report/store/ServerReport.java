package dev.llmcache.report.store;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a server tells of itself on the whole, whoever else uses it.
 *
 * @param backend what it is: {@code redis}
 * @param bytes memory that it uses, or null if that is unknown; of a cluster, all nodes
 * together
 * @param maximumBytes memory that it may use, or null if that is unbounded or unknown
 * @param evictions entries that went since the server's start, by {@link Removal#label()
 * cause}; empty if that is unknown
 * @param evictionPolicy what it does when it is full, or null if that is unknown
 * @param available false if it did not answer when it was asked last
 */
public record ServerReport(String backend, @Nullable Long bytes, @Nullable Long maximumBytes,
		Map<String, Long> evictions, @Nullable String evictionPolicy, boolean available) {

	public ServerReport {
		evictions = Map.copyOf(evictions);
	}

}
