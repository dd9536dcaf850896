/**
 * What the prefix layer leaves a provider to read from its cache.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.benchmarks.prefix;
