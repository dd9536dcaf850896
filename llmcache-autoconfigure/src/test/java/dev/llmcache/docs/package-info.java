/**
 * Tests that the documentation says what is so.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.docs;
