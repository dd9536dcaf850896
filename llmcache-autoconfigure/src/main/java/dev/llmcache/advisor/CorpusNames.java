package dev.llmcache.advisor;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Names of the stores from which an application retrieves documents.
 * <p>
 * Thread-safe.
 */
@FunctionalInterface
public interface CorpusNames {

	/** There are no stores. */
	CorpusNames NONE = (store) -> Set.of();

	/**
	 * Names a store.
	 * @param store what a retriever reads from, or null when that cannot be told
	 * @return its name, or the names of all stores that it may be
	 */
	Set<String> of(@Nullable Object store);

}
