/**
 * Back ends whose every call is an observation.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.store.observed;
