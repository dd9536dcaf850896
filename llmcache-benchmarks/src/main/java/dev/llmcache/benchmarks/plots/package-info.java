/**
 * Charts of figures that were kept.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.benchmarks.plots;
