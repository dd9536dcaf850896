/**
 * Whether tests notice changes of the code.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.benchmarks.mutation;
