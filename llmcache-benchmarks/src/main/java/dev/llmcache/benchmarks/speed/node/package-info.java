/**
 * What runs in the processes whose start is measured.
 */
@NullMarked
package dev.llmcache.benchmarks.speed.node;

import org.jspecify.annotations.NullMarked;
