/**
 * Tests of the search for text that changes from call to call.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.prefix.lint;
