/**
 * An application with or without the cache, in a process of its own that makes calls at a
 * steady rate and notes what became of each.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.benchmarks.faults.node;
