/**
 * What caches in front of an application serve, and what they do not.
 */
@NullMarked
package dev.llmcache.benchmarks.edge;

import org.jspecify.annotations.NullMarked;
