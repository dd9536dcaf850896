/**
 * Fakes and contracts that the tests of all modules share.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.test;
