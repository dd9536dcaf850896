/**
 * Servers that simulate the prompt caches of providers, and calls to try them with.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.test.prefix;
