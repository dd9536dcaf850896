/**
 * Tests of a call's way through the cache, by Spring AI's own chat client.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.advisor;
