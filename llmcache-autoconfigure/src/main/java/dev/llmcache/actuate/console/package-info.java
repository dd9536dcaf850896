/**
 * The console: one page that shows what the cache does and saves, as an actuator
 * endpoint.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.actuate.console;
