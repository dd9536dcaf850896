@NullMarked
package dev.llmcache.benchmarks.quality;

import org.jspecify.annotations.NullMarked;
