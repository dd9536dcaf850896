/**
 * What it costs a call that the cache tells of it.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.benchmarks.observation;
