package dev.llmcache.benchmarks.faults;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * How the application is set up, and what goes wrong then.
 *
 * @param name what the set-up is called
 * @param properties of the instances with the cache
 * @param ofPeer in what the other instance with the cache differs
 * @param prepare what is to be done first
 * @param isShared whether one instance finds what the other stored
 * @param faults what goes wrong, one after the other
 */
record Setup(String name, Map<String, String> properties, Map<String, String> ofPeer, Runnable prepare,
		boolean isShared, List<Fault> faults) {

	/** All that all set-ups have in common. */
	static final Map<String, String> COMMON = Map.of("llmcache.key", "0123456789abcdef0123456789abcdef",
			"llmcache.initialize-schema", "always", "llmcache.exact.max-size", "512KB");

	/**
	 * The set-up with those of its faults that are to happen.
	 * @param only what their names contain
	 * @return the set-up
	 */
	Setup only(String only) {
		return new Setup(this.name, this.properties, this.ofPeer, this.prepare, this.isShared,
				this.faults.stream().filter((fault) -> fault.name().contains(only)).toList());
	}

	/**
	 * A name that no other application has.
	 */
	static String namespace() {
		return UUID.randomUUID().toString();
	}

}
