/**
 * Figures of the cache, each measured by a command and held to a limit.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.benchmarks;
