package dev.llmcache.autoconfigure;

/**
 * Makes the index in this process, if it is chosen.
 */
@FunctionalInterface
interface LuceneIndexFactory {

	SemanticStoreChoice open(StartupReport report, String why);

}
