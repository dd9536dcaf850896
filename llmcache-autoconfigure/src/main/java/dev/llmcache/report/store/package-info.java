/**
 * What stores hold and let go of.
 */
@NullMarked
package dev.llmcache.report.store;

import org.jspecify.annotations.NullMarked;
