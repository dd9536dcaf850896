package dev.llmcache.test;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.llmcache.Mark;
import dev.llmcache.Owner;
import dev.llmcache.VectorKey;
import dev.llmcache.VectorKey.Kind;
import dev.llmcache.embedding.CachingEmbeddingModel;
import dev.llmcache.embedding.MemorySettings;
import dev.llmcache.embedding.ModelSpace;
import dev.llmcache.embedding.VectorMemory;
import dev.llmcache.key.Keyring;
import dev.llmcache.key.MarkDigests;
import dev.llmcache.key.Secret;
import dev.llmcache.key.VectorKeys;
import dev.llmcache.store.EmbeddingStore;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.embedding.EmbeddingModel;

/**
 * Memories of vectors for tests, which share one secret.
 */
public final class TestVectors {

	public static final Keyring KEYRING = new Keyring(
			Secret.of("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8)), null);

	public static final MarkDigests MARKS = new MarkDigests(KEYRING, "test");

	private static final MemorySettings SETTINGS = MemorySettings.ofSize(10 << 20);

	private TestVectors() {
	}

	public static VectorKeys keys() {
		return new VectorKeys(KEYRING, MARKS, "test");
	}

	public static VectorMemory memory() {
		return VectorMemory.inProcess(keys(), SETTINGS);
	}

	/** A memory whose store must not fail. */
	public static VectorMemory memory(EmbeddingStore store) {
		return VectorMemory.before(store, keys(), SETTINGS, (layer, failure) -> {
			throw new AssertionError(failure);
		}, InstantSource.system());
	}

	public static CachingEmbeddingModel caching(EmbeddingModel model, VectorMemory memory, @Nullable Owner unbound) {
		return new CachingEmbeddingModel(model, ModelSpace.of(model, "model", null), memory, unbound);
	}

	/**
	 * Store in a map.
	 */
	public static final class MapEmbeddingStore implements EmbeddingStore {

		public final Map<VectorKey, byte[]> vectors = new ConcurrentHashMap<>();

		@Override
		public boolean keeps(Kind kind) {
			return kind != Kind.INTERNAL;
		}

		@Override
		public Map<VectorKey, byte[]> get(Collection<VectorKey> keys) {
			Map<VectorKey, byte[]> found = new HashMap<>();
			keys.forEach((key) -> {
				byte[] vector = this.vectors.get(key);
				if (vector != null) {
					found.put(key, vector);
				}
			});
			return found;
		}

		@Override
		public void put(Map<VectorKey, byte[]> vectors) {
			this.vectors.putAll(vectors);
		}

		@Override
		public long erase(Set<Mark> marks) {
			long before = this.vectors.size();
			this.vectors.keySet().removeIf((key) -> key.bearsAnyOf(marks));
			return before - this.vectors.size();
		}

		@Override
		public void close() {
			// It may be opened again
		}

	}

}
