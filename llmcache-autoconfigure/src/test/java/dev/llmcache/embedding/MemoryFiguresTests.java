package dev.llmcache.embedding;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import dev.llmcache.Layer;
import dev.llmcache.Mark;
import dev.llmcache.Owner;
import dev.llmcache.VectorKey;
import dev.llmcache.report.store.Accesses;
import dev.llmcache.report.store.BreakerReport;
import dev.llmcache.report.store.StoreReport;
import dev.llmcache.report.store.StoreReporter;
import dev.llmcache.store.EmbeddingStore;
import dev.llmcache.test.CountingEmbeddingModel;
import dev.llmcache.test.MutableInstantSource;
import dev.llmcache.test.TestVectors;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Figures of what remembers vectors against what was asked for by hand.
 */
class MemoryFiguresTests {

	private static final Owner ACME = new Owner.Tenant("acme");

	private final MutableInstantSource clock = new MutableInstantSource(Instant.parse("2026-01-01T00:00:00Z"));

	private final FailingStore store = new FailingStore();

	@Test
	void countsEachTextOnce() {
		VectorMemory memory = TestVectors.memory();
		CachingEmbeddingModel model = TestVectors.caching(new CountingEmbeddingModel(), memory, ACME);
		model.embed(List.of("a", "b", "b"));
		model.embed(List.of("b", "c"));
		StoreReport report = memory.reports().getFirst();
		assertThat(report.store()).isEqualTo("embedding");
		assertThat(report.layer()).isEqualTo(Layer.EMBEDDING);
		assertThat(report.backend()).isEqualTo("caffeine");
		assertThat(report.entries()).isEqualTo(3);
		assertThat(report.bytes()).isPositive().isLessThan(report.maximumBytes());
		assertThat(report.accesses()).isEqualTo(new Accesses(1L, 3L, 3));
		assertThat(memory.forget()).isEqualTo(3);
		assertThat(memory.reports().getFirst().evictions()).isEqualTo(Map.of("size", 0L, "erased", 3L));
	}

	@Test
	void countsWhatThereIsNoRoomFor() {
		VectorMemory memory = VectorMemory.inProcess(TestVectors.keys(), MemorySettings.ofSize(2_000));
		CachingEmbeddingModel model = TestVectors.caching(new CountingEmbeddingModel(), memory, ACME);
		for (int i = 0; i < 100; i++) {
			model.embed("text " + i);
		}
		StoreReport report = memory.reports().getFirst();
		assertThat(report.bytes()).isLessThanOrEqualTo(2_000);
		long entries = Objects.requireNonNull(report.entries());
		assertThat(report.evictions()).containsEntry("size", 100 - entries);
	}

	@Test
	void tellsOfTheStoreBehindWhetherItIsGivenARest() {
		VectorMemory memory = VectorMemory.before(this.store, TestVectors.keys(), MemorySettings.ofSize(10_000),
				(layer, failure) -> {
				}, this.clock);
		CachingEmbeddingModel model = TestVectors.caching(new CountingEmbeddingModel(), memory, ACME);
		assertThat(memory.reports()).extracting(StoreReport::store).containsExactly("embedding", "embedding-redis");
		assertThat(memory.breakers()).containsExactly(new BreakerReport("embedding-redis", "redis", false));
		this.store.failing = true;
		model.embed("a");
		assertThat(memory.breakers()).containsExactly(new BreakerReport("embedding-redis", "redis", true));
		this.clock.advance(Duration.ofMinutes(5));
		assertThat(memory.breakers()).containsExactly(new BreakerReport("embedding-redis", "redis", false));
	}

	private static final class FailingStore implements EmbeddingStore, StoreReporter {

		private boolean failing;

		@Override
		public boolean keeps(VectorKey.Kind kind) {
			return true;
		}

		@Override
		public Map<VectorKey, byte[]> get(Collection<VectorKey> keys) {
			if (this.failing) {
				throw new IllegalStateException("away");
			}
			return Map.of();
		}

		@Override
		public void put(Map<VectorKey, byte[]> vectors) {
		}

		@Override
		public long erase(Set<Mark> marks) {
			return 0;
		}

		@Override
		public List<StoreReport> reports() {
			return List.of(new StoreReport("embedding-redis", Layer.EMBEDDING, "redis", null, null, null, null,
					Map.of(), true, new Accesses(0L, 0L, 0)));
		}

		@Override
		public void close() {
		}

	}

}
