/**
 * Tests of the wiring.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.autoconfigure;
