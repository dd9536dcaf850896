/**
 * Whether and how the cache takes part in a call, as pure functions.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.policy;
