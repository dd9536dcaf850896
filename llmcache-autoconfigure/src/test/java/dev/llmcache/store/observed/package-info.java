/**
 * Observed back ends.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.store.observed;
