/**
 * Tests of the documentation.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.docs;
