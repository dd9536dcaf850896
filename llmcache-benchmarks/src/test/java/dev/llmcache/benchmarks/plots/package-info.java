/**
 * Charts show the figures that they are of.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.benchmarks.plots;
