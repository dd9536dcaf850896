/**
 * Tests of the question pairs, and with them.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.conformance;
