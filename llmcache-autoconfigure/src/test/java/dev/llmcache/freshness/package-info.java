/**
 * Tests of what keeps answers from being served when they should not be any more.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.freshness;
