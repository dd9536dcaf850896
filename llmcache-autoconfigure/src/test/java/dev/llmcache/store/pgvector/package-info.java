/**
 * Tests of the index in PostgreSQL.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.store.pgvector;
