package dev.llmcache.report.store;

import org.jspecify.annotations.Nullable;

/**
 * How often this instance used a store since its start.
 *
 * @param hits how often it had what it was asked for, or null if that cannot be told by
 * the store
 * @param misses how often it had not, or null likewise
 * @param puts entries that were put
 */
public record Accesses(@Nullable Long hits, @Nullable Long misses, long puts) {

}
