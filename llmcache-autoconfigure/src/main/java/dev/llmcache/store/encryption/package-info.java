/**
 * Records that can be read with the key of their tenant only.
 */
@NullMarked
package dev.llmcache.store.encryption;

import org.jspecify.annotations.NullMarked;
