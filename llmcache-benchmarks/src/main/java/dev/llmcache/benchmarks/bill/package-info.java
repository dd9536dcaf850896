/**
 * What a day of questions costs with the cache and without it.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.benchmarks.bill;
