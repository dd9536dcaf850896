/**
 * The vocabulary of the cache and its front door, {@link dev.llmcache.LlmCache}.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache;
