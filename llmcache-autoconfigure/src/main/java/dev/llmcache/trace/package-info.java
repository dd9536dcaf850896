/**
 * The cache in the traces of the application.
 */
@NullMarked
package dev.llmcache.trace;

import org.jspecify.annotations.NullMarked;
