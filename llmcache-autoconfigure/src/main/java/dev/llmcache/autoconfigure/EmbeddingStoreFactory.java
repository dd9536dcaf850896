package dev.llmcache.autoconfigure;

import java.util.function.Supplier;

import dev.llmcache.autoconfigure.EmbeddingProperties.Store;
import dev.llmcache.store.EmbeddingStore;
import org.jspecify.annotations.Nullable;

/**
 * Makes a store of vectors, if it is chosen.
 *
 * @param store which
 * @param opening opens it, or gives null if it cannot be used just now; throws
 * {@link LlmCacheConfigurationException} if it cannot be used as it is configured
 */
record EmbeddingStoreFactory(Store store, Supplier<@Nullable EmbeddingStore> opening) {

}
