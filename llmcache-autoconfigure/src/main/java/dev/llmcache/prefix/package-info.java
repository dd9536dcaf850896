/**
 * The prefix layer: what lets a provider read the beginning of a prompt from its own
 * cache, and how much of it could be. Knows neither Spring AI nor a clock.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.prefix;
