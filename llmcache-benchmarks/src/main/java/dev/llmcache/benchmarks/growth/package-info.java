/**
 * How the cost of a hit and of a search grows with what else there is.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.benchmarks.growth;
