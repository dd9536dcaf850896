/**
 * Keeps callers from waiting for what has failed.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.breaker;
