/**
 * Tests of the sample, those over HTTP among them.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.sample;
