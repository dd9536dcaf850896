/**
 * What the cache has done for the calls of each policy, or would have done.
 */
@NullMarked
package dev.llmcache.report;

import org.jspecify.annotations.NullMarked;
