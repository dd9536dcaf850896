/**
 * Finds texts in bytes, however they are written.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.benchmarks.canary.scan;
