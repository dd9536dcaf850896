package dev.llmcache.report;

import java.util.List;

/**
 * Part of the cache that knows what it saves and what it costs.
 * <p>
 * Thread-safe; neither waits nor throws.
 */
public interface SavingsSource {

	/**
	 * What was saved since the start, which never falls.
	 * @return one for each model
	 */
	List<LayerSavings> savings();

	/**
	 * What that has cost since the start.
	 * @return one for each model and what it was spent on
	 */
	default List<Expense> expenses() {
		return List.of();
	}

}
