/**
 * Entries on their way from one cache to another.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.transfer;
