/**
 * Tests of the policies.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.policy;
