/**
 * Tests of the guards.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.semantic.guard;
