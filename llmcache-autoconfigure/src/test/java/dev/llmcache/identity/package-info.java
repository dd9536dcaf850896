/**
 * Tests of where the names of tenants and users are found.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.identity;
