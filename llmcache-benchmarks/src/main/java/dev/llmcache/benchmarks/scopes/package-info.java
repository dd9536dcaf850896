/**
 * Finding the nearest question of a scope: among many scopes alike, and in large ones.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.benchmarks.scopes;
