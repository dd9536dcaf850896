/**
 * Tests of what keeps callers from waiting.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.breaker;
