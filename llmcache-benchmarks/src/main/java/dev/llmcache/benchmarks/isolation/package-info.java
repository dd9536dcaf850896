/**
 * Whether anybody is served, or can time, what was answered to somebody else.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.benchmarks.isolation;
