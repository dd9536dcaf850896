/**
 * What is measured is there, and compared as it is said to be.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.benchmarks.growth;
