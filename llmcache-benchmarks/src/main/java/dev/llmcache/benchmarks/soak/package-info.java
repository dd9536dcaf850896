/**
 * Whether an application that runs for long grows.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.benchmarks.soak;
