/**
 * Tests of what a node says.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.benchmarks.fleet.node;
