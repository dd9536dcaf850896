/**
 * Store in Redis, over connections that are bounded in time.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.store.redis;
