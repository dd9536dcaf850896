package dev.llmcache.benchmarks.embedding;

import java.time.InstantSource;

import dev.llmcache.Owner;
import dev.llmcache.embedding.CachingEmbeddingModel;
import dev.llmcache.embedding.MemorySettings;
import dev.llmcache.embedding.ModelSpace;
import dev.llmcache.embedding.VectorMemory;
import dev.llmcache.key.Keyring;
import dev.llmcache.key.MarkDigests;
import dev.llmcache.key.Secret;
import dev.llmcache.key.VectorKeys;
import dev.llmcache.store.EmbeddingStore;

import org.springframework.ai.embedding.EmbeddingModel;

/**
 * Memories of vectors that have one secret.
 */
final class Memories {

	private static final MemorySettings SETTINGS = MemorySettings.ofSize(256L << 20);

	private final VectorKeys keys;

	Memories() {
		Keyring keyring = new Keyring(Secret.random(), null);
		this.keys = new VectorKeys(keyring, new MarkDigests(keyring, "benchmark"), "benchmark");
	}

	VectorMemory inProcess() {
		return VectorMemory.inProcess(this.keys, SETTINGS);
	}

	VectorMemory before(EmbeddingStore store) {
		return VectorMemory.before(store, this.keys, SETTINGS, (layer, failure) -> {
			throw new IllegalStateException(failure);
		}, InstantSource.system());
	}

	static CachingEmbeddingModel remembering(EmbeddingModel model, VectorMemory memory) {
		return new CachingEmbeddingModel(model, ModelSpace.of(model, "model", null), memory, new Owner.Application());
	}

}
