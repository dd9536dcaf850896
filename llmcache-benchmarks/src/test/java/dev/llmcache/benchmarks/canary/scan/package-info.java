/**
 * Tests that what is written anywhere is found.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.benchmarks.canary.scan;
