/**
 * Tests of what figures of a fleet are made from.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.benchmarks.fleet;
