/**
 * Whether anything that callers said or were told is to be found where it is stored,
 * logged or measured.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.benchmarks.canary;
