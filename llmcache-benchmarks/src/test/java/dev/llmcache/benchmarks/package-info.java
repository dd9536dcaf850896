/**
 * Tests of what the figures are printed with.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.benchmarks;
