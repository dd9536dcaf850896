package dev.llmcache.autoconfigure;

import dev.llmcache.store.VectorIndex;

/**
 * Makes the index in this process, if it is chosen.
 */
@FunctionalInterface
interface LuceneIndexFactory {

	VectorIndex open(StartupReport report, String why);

}
