/**
 * Finds text that changes from call to call, by what it looks like.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.prefix.lint;
