package dev.llmcache.report;

/**
 * Learns that some time has passed.
 */
@FunctionalInterface
public interface SampleListener {

	/**
	 * The present counts were taken down. Returns soon and throws nothing.
	 */
	void sampled();

}
