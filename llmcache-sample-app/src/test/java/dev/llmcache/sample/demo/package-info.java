/**
 * Tests of the demo model.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.sample.demo;
