/**
 * Contracts of the stores.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.store;
