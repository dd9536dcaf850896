/**
 * One instance of an application with the cache, in a process of its own that does what
 * it is told.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.benchmarks.fleet.node;
