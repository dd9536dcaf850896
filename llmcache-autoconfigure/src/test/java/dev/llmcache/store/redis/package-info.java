/**
 * Tests of the store in Redis.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.store.redis;
