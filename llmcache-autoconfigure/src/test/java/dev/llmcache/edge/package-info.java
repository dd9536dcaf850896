@NullMarked
package dev.llmcache.edge;

import org.jspecify.annotations.NullMarked;
