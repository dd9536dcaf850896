/**
 * Tests for the replay of a day.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.sample.day;
