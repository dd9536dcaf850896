/**
 * Real servers for the integration tests of all modules.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.test.servers;
