/**
 * Store in the memory of this process.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.store.caffeine;
