/**
 * What deleting from the index in PostgreSQL does to searches.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.benchmarks.sweep;
