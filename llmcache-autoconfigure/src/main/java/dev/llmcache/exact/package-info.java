/**
 * The layer that answers the same question in the same scope.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.exact;
