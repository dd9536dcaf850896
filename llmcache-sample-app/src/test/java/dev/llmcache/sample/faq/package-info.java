/**
 * Tests of the FAQ and of the search in it.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.sample.faq;
