/**
 * Tests of what applications test with.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.testing;
