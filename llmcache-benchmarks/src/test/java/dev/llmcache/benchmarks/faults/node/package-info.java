/**
 * Tests of what the callers ask.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.benchmarks.faults.node;
