/**
 * Products that can be told to drop what bears a tag, each by its own HTTP interface.
 */
@NullMarked
package dev.llmcache.edge.purge;

import org.jspecify.annotations.NullMarked;
