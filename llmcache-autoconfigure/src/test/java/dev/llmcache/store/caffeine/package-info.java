/**
 * Tests of the store in memory.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.store.caffeine;
