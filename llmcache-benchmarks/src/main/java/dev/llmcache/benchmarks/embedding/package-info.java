/**
 * How often texts are embedded.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.benchmarks.embedding;
