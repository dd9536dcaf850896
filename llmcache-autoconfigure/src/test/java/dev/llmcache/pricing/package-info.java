/**
 * Tests of what tokens cost.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.pricing;
