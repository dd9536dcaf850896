/**
 * What callers notice when what the cache works with fails.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.benchmarks.faults;
