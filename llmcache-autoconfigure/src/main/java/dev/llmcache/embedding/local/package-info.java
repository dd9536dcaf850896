/**
 * Embedding models that run inside the application, for those without an embedding API.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.embedding.local;
