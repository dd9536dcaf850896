/**
 * Copies of what is stored, as whoever steals or backs it up has them.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.benchmarks.canary.copy;
