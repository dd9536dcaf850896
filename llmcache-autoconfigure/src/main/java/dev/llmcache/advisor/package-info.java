/**
 * The way of a call: from Spring AI's request to the cache and from a stored answer back
 * to Spring AI's response. Nothing else reads those types.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.advisor;
