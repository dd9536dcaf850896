/**
 * Tests of the prefix layer's advisor against simulated servers.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.advisor.prefix;
