/**
 * How far what the cache does is from the least that it could take.
 */
@NullMarked
package dev.llmcache.benchmarks.speed;

import org.jspecify.annotations.NullMarked;
