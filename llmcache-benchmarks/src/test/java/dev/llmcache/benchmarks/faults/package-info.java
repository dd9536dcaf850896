/**
 * Tests of what tells that callers noticed a fault.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.benchmarks.faults;
