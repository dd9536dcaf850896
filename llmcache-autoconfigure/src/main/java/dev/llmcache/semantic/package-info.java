/**
 * The layer that answers questions which mean the same as a stored one.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.semantic;
