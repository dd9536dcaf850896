/**
 * Chat model that needs no key: it answers from the FAQ with the pace of a real one.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.sample.demo;
