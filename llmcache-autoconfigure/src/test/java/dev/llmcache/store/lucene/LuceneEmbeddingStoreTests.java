package dev.llmcache.store.lucene;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.llmcache.VectorKey;
import dev.llmcache.store.EmbeddingStore;
import dev.llmcache.store.EmbeddingStoreContract;
import dev.llmcache.test.MutableInstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LuceneEmbeddingStoreTests extends EmbeddingStoreContract {

	private static final int ROOMY = 64 << 20;

	private final MutableInstantSource clock = new MutableInstantSource(Instant.parse("2026-01-01T00:00:00Z"));

	@TempDir
	private Path directory;

	private LuceneEmbeddingStore store;

	@BeforeEach
	void open() {
		this.store = open(ROOMY);
	}

	private LuceneEmbeddingStore open(long maxBytes) {
		return LuceneEmbeddingStore.open(this.directory.resolve("vectors"), maxBytes, lifetime(), this.clock);
	}

	@Override
	protected EmbeddingStore store() {
		return this.store;
	}

	@Override
	protected EmbeddingStore reopened() {
		return reopened(ROOMY);
	}

	private LuceneEmbeddingStore reopened(long maxBytes) {
		this.store.close();
		this.store = open(maxBytes);
		return this.store;
	}

	@AfterEach
	void close() {
		this.store.close();
		this.store.close();
	}

	@Test
	void whatNobodyAskedForInTheLongestTimeMakesRoom() {
		int bytes = vector(0, 64).length + OpenVectors.OVERHEAD;
		reopened(100L * bytes);
		for (int i = 0; i < 95; i++) {
			this.store.put(Map.of(document("text " + i), vector(i, 64)));
			this.clock.advance(Duration.ofMinutes(1));
		}
		this.store.maintain();
		this.clock.advance(Duration.ofDays(2));
		this.store.get(List.of(document("text 0")));
		for (int i = 95; i < 105; i++) {
			this.store.put(Map.of(document("text " + i), vector(i, 64)));
			this.clock.advance(Duration.ofMinutes(1));
		}
		Set<VectorKey> left = this.store.get(documents(105, 64).keySet()).keySet();
		assertThat(left).hasSizeBetween(85, 100)
			.contains(document("text 0"), document("text 104"))
			.doesNotContain(document("text 1"), document("text 2"));
	}

	@Test
	void whatCameAtOnceDoesNotGoAtOnce() {
		int bytes = vector(0, 64).length + OpenVectors.OVERHEAD;
		reopened(100L * bytes);
		this.store.put(documents(95, 64));
		this.clock.advance(Duration.ofMinutes(1));
		Map<VectorKey, byte[]> all = documents(105, 64);
		Map<VectorKey, byte[]> others = new HashMap<>(all);
		others.keySet().removeAll(documents(95, 64).keySet());
		this.store.put(others);
		assertThat(this.store.get(all.keySet()).keySet()).hasSizeBetween(80, 100).containsAll(others.keySet());
	}

	@Test
	void aCallerWhoIsInterruptedClosesNoIndex() {
		Map<VectorKey, byte[]> many = documents(LuceneEmbeddingStore.REFRESHED_AFTER + 1, 64);
		Thread.currentThread().interrupt();
		try {
			this.store.put(many);
			this.store.get(many.keySet());
		}
		finally {
			assertThat(Thread.interrupted()).isTrue();
		}
		this.store.put(Map.of(document("another"), vector(1, 64)));
		assertThat(this.store.get(many.keySet())).hasSameSizeAs(many);
		assertThat(this.store.get(List.of(document("another")))).hasSize(1);
	}

	@Test
	void whatNobodyAskedForInItsLifetimeGoes() {
		this.store.put(Map.of(document("a"), vector(1, 8), document("b"), vector(2, 8)));
		this.store.maintain();
		this.clock.advance(lifetime().minusDays(1));
		this.store.get(List.of(document("a")));
		this.clock.advance(Duration.ofDays(2));
		this.store.maintain();
		assertThat(this.store.get(List.of(document("a"), document("b")))).containsOnlyKeys(document("a"));
	}

	@Test
	void aDirectoryIsForOneProcess() {
		assertThatExceptionOfType(UnusableDirectoryException.class).isThrownBy(() -> open(ROOMY))
			.withMessageContaining("llmcache.embedding.lucene.directory")
			.withMessageContaining("another process");
	}

	@Test
	void aDamagedIndexIsLeftAlone() throws Exception {
		this.store.put(Map.of(document("a"), vector(1, 8)));
		this.store.close();
		Path segments;
		try (var files = Files.list(this.directory.resolve("vectors"))) {
			segments = files.filter((file) -> file.getFileName().toString().startsWith("segments_"))
				.findFirst()
				.orElseThrow();
		}
		byte[] before = Files.readAllBytes(segments);
		Files.write(segments, new byte[] { 1, 2, 3 });
		assertThatExceptionOfType(UnusableDirectoryException.class).isThrownBy(() -> open(ROOMY))
			.withMessageContaining("llmcache.embedding.lucene.directory");
		Files.write(segments, before);
		this.store = open(ROOMY);
		assertThat(this.store.get(List.of(document("a")))).hasSize(1);
	}

	@Test
	void aDirectoryThatCannotBeMadeIsNamedByItsProperty() throws Exception {
		Path file = Files.writeString(this.directory.resolve("file"), "in the way");
		assertThatExceptionOfType(UnusableDirectoryException.class)
			.isThrownBy(() -> LuceneEmbeddingStore.open(file, ROOMY, lifetime(), this.clock))
			.withMessageContaining("llmcache.embedding.lucene.directory");
	}

}
