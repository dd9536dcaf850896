/**
 * Tests of keys and canonical forms.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.key;
