/**
 * Tests of the embedded vector index.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.store.lucene;
