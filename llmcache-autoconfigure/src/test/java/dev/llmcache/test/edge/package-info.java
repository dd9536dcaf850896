/**
 * A web application with public and private answers of a model, and what tests ask of it
 * through caches in front.
 */
@NullMarked
package dev.llmcache.test.edge;

import org.jspecify.annotations.NullMarked;
