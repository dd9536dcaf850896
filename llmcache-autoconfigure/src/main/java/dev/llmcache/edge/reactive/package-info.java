/**
 * The edge layer where requests are served by WebFlux.
 */
@NullMarked
package dev.llmcache.edge.reactive;

import org.jspecify.annotations.NullMarked;
