/**
 * What three processes on one Redis and one PostgreSQL promise together.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.benchmarks.fleet;
