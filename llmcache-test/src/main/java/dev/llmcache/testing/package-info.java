/**
 * The cache in tests of applications: off unless a test wants it, and one in memory.
 */
@NullMarked
package dev.llmcache.testing;

import org.jspecify.annotations.NullMarked;
