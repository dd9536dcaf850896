/**
 * How many questions of labelled streams are answered by meaning, and how many wrongly.
 */
@NullMarked
package dev.llmcache.benchmarks.quality;

import org.jspecify.annotations.NullMarked;
