/**
 * Byte-level fuzzing of all that reads bytes from outside.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.benchmarks.fuzz;
