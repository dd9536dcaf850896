/**
 * What scopes are compared with is true.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.benchmarks.scopes;
