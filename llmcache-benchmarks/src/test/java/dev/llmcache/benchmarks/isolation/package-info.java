/**
 * Tests of what figures of isolation are made from.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.benchmarks.isolation;
