/**
 * What is measured is what it is said to be.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.benchmarks.speed;
