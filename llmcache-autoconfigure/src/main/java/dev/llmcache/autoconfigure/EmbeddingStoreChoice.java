package dev.llmcache.autoconfigure;

import dev.llmcache.store.EmbeddingStore;
import org.jspecify.annotations.Nullable;

/**
 * Where vectors are kept behind this process.
 *
 * @param store the store, or null when they are in this process only
 */
record EmbeddingStoreChoice(@Nullable EmbeddingStore store) implements AutoCloseable {

	@Override
	public void close() {
		if (this.store != null) {
			this.store.close();
		}
	}

}
