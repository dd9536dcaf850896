/**
 * Tests of the index in a {@code VectorStore} of Spring AI.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.store.vectorstore;
