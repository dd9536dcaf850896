/**
 * Searches in an index of vectors: what they found of what was there, and when.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.benchmarks.search;
