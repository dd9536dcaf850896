/**
 * The console as an endpoint.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.actuate.console;
