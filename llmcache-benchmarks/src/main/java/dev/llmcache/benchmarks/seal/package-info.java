/**
 * What encryption and compression cost.
 */
@NullMarked
package dev.llmcache.benchmarks.seal;

import org.jspecify.annotations.NullMarked;
