/**
 * The embedded vector index: Lucene, in memory or in a directory.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.store.lucene;
