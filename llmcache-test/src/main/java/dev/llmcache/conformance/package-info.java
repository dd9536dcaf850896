/**
 * Question pairs that tell how far a semantic cache can be trusted, and the tests that
 * ask them.
 */
@NullMarked
package dev.llmcache.conformance;

import org.jspecify.annotations.NullMarked;
