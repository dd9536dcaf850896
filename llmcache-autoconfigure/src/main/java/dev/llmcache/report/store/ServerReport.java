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

	private static final String REMEDY = ". Set maxmemory-policy to volatile-lfu or volatile-ttl";

	public ServerReport {
		evictions = Map.copyOf(evictions);
	}

	/**
	 * What the cache suffers from once the server is full, and what to do about it.
	 * @return a sentence without its full stop, or null if there is nothing to say, or
	 * not known enough
	 */
	public @Nullable String concern() {
		if (this.maximumBytes == null || this.evictionPolicy == null) {
			return null;
		}
		if (this.evictionPolicy.startsWith("allkeys-")) {
			return "maxmemory-policy " + this.evictionPolicy
					+ " evicts generations and keys of encryption too, and the answers that need one are lost with it"
					+ REMEDY;
		}
		return this.evictionPolicy.equals("noeviction")
				? "maxmemory-policy noeviction refuses writes: nothing new is kept until others expire" + REMEDY : null;
	}

}
