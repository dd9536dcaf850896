/**
 * Tests of the embedding layer.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.embedding;
