/**
 * The edge layer: which HTTP responses a cache in front of the application may keep, for
 * how long, and what of it is purged.
 * <p>
 * Pure: whatever knows of servlets, exchanges or vendors is in packages of its own.
 */
@NullMarked
package dev.llmcache.edge;

import org.jspecify.annotations.NullMarked;
