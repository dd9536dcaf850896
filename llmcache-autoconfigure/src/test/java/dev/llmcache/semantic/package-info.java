/**
 * Tests of the semantic layer.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.semantic;
