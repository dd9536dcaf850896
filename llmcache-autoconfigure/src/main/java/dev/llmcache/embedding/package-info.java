/**
 * The layer that remembers the vectors of questions.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.embedding;
