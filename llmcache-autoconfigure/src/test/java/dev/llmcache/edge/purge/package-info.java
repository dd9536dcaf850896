@NullMarked
package dev.llmcache.edge.purge;

import org.jspecify.annotations.NullMarked;
