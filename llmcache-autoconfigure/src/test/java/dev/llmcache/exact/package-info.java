/**
 * Tests of the layer of same questions.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.exact;
