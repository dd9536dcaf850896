/**
 * The vector index in any {@code VectorStore} of Spring AI.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.store.vectorstore;
