/**
 * Tests of the cache through Spring AI's own clients of real providers, against a local
 * server that speaks as the providers do.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.provider;
