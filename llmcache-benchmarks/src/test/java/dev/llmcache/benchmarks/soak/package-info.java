/**
 * Tests of what tells that an application grows.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.benchmarks.soak;
