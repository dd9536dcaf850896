/**
 * A day's traffic, to see what the cache makes of it.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.sample.day;
