/**
 * Tests of the pure parts of the prefix layer.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.prefix;
