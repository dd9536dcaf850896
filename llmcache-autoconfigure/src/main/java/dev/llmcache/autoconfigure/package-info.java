/**
 * Wiring of the cache in Spring Boot.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.autoconfigure;
