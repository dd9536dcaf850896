/**
 * The shared vector index, a table of our own in PostgreSQL with pgvector.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.store.pgvector;
