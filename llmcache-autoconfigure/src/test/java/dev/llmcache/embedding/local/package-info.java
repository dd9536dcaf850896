/**
 * Tests of the local embedding models.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.embedding.local;
