package dev.llmcache.report.store;

import java.util.List;

/**
 * Tells what stores hold.
 * <p>
 * Thread-safe. Throws nothing and keeps nobody waiting: what servers say is as old as it
 * is. The same stores are told each time, in the same order.
 */
public interface StoreReporter {

	/**
	 * The stores.
	 * @return a report for each
	 */
	List<StoreReport> reports();

	/**
	 * The servers that the stores are on, as far as these tell of themselves.
	 * @return a report for each
	 */
	default List<ServerReport> servers() {
		return List.of();
	}

	/**
	 * What is given a rest when it fails.
	 * @return a report for each
	 */
	default List<BreakerReport> breakers() {
		return List.of();
	}

	/**
	 * Finds out whether a store tells.
	 * @param store a store of any kind
	 * @return it, or one that tells nothing
	 */
	static StoreReporter of(Object store) {
		return (store instanceof StoreReporter reporter) ? reporter : List::of;
	}

}
