/**
 * Support desk of a made-up shop whose chat client is cached.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.sample;
