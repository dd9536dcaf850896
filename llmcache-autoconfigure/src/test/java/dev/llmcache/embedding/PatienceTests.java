package dev.llmcache.embedding;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import dev.llmcache.Mark;
import dev.llmcache.Owner;
import dev.llmcache.VectorKey;
import dev.llmcache.store.EmbeddingStore;
import dev.llmcache.test.CountingEmbeddingModel;
import dev.llmcache.test.MutableInstantSource;
import dev.llmcache.test.TestVectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.EmbeddingOptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How long callers wait for others, and for a store that is not well.
 */
class PatienceTests {

	private static final Owner ACME = new Owner.Tenant("acme");

	private final MutableInstantSource clock = new MutableInstantSource(Instant.EPOCH);

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	@AfterEach
	void close() {
		this.threads.shutdownNow();
	}

	@Test
	@Timeout(20)
	void doesNotWaitForEachTextOfAModelThatHangs() throws Exception {
		VectorMemory memory = VectorMemory.inProcess(TestVectors.keys(),
				new MemorySettings(10 << 20, false, Duration.ofMillis(100)));
		CountDownLatch asked = new CountDownLatch(1);
		CountDownLatch hanging = new CountDownLatch(1);
		CountingEmbeddingModel hung = new CountingEmbeddingModel();
		hung.before((texts) -> {
			asked.countDown();
			await(hanging);
		});
		CountingEmbeddingModel model = new CountingEmbeddingModel();
		List<String> texts = IntStream.range(0, 1000).mapToObj((i) -> "text " + i).toList();
		Future<?> other = this.threads.submit(() -> TestVectors.caching(hung, memory, ACME).embed(texts));
		asked.await();
		assertThat(TestVectors.caching(model, memory, ACME).embed(texts)).hasSize(1000);
		hanging.countDown();
		other.get();
	}

	@Test
	void keepsWhatAStoreFoundBeforeItFailed() {
		PagedStore store = new PagedStore();
		CountingEmbeddingModel model = new CountingEmbeddingModel();
		List<Document> documents = IntStream.range(0, 3000).mapToObj((i) -> new Document("text " + i)).toList();
		embed(model, memory(store), documents);
		store.pages.set(0);
		store.failsAtPage = 3;
		CountingEmbeddingModel restarted = new CountingEmbeddingModel();
		embed(restarted, memory(store), documents);
		assertThat(restarted.embedded()).hasSizeBetween(1, 2999);
	}

	@Test
	void aCallerWhoIsInterruptedDoesNotTakeTheStoreFromOthers() {
		PagedStore store = new PagedStore();
		VectorMemory memory = memory(store);
		embed(new CountingEmbeddingModel(), memory(store), List.of(new Document("a")));
		try {
			Thread.currentThread().interrupt();
			embed(new CountingEmbeddingModel(), memory, List.of(new Document("b")));
		}
		finally {
			assertThat(Thread.interrupted()).isTrue();
		}
		CountingEmbeddingModel model = new CountingEmbeddingModel();
		embed(model, memory, List.of(new Document("a")));
		assertThat(model.calls()).isZero();
	}

	@Test
	void failuresAtOnceAreOneFailure() throws Exception {
		PagedStore store = new PagedStore();
		store.fails = true;
		VectorMemory memory = memory(store);
		int callers = 16;
		store.together = new CountDownLatch(callers);
		List<Future<?>> all = new ArrayList<>();
		for (int i = 0; i < callers; i++) {
			Document document = new Document("text " + i);
			all.add(this.threads.submit(() -> embed(new CountingEmbeddingModel(), memory, List.of(document))));
		}
		for (Future<?> one : all) {
			one.get();
		}
		store.fails = false;
		this.clock.advance(Duration.ofSeconds(1));
		store.pages.set(0);
		embed(new CountingEmbeddingModel(), memory, List.of(new Document("another")));
		assertThat(store.pages).hasPositiveValue();
	}

	@Test
	void remembersNoMoreDimensionsThanItNeeds() {
		VectorMemory memory = memory(new PagedStore());
		CachingEmbeddingModel caching = TestVectors.caching(new CountingEmbeddingModel(), memory, ACME);
		for (int i = 0; i < 5_000; i++) {
			caching.embed(List.of(new Document("a")), EmbeddingOptions.builder().model("tuned " + i).build(), List::of);
		}
		assertThat(memory.spaces()).isLessThanOrEqualTo(1_000);
	}

	private VectorMemory memory(EmbeddingStore store) {
		return VectorMemory.before(store, TestVectors.keys(), MemorySettings.ofSize(100 << 20), (layer, failure) -> {
		}, this.clock);
	}

	private static void embed(CountingEmbeddingModel model, VectorMemory memory, List<Document> documents) {
		TestVectors.caching(model, memory, ACME).embed(documents, EmbeddingOptions.builder().build(), List::of);
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** Store that fails when it is told to, and for who is interrupted. */
	private static final class PagedStore implements EmbeddingStore {

		private static final int PAGE = 500;

		private final Map<VectorKey, byte[]> vectors = new ConcurrentHashMap<>();

		private final AtomicInteger pages = new AtomicInteger();

		private volatile int failsAtPage;

		private volatile boolean fails;

		private volatile CountDownLatch together = new CountDownLatch(0);

		@Override
		public boolean keeps(VectorKey.Kind kind) {
			return true;
		}

		@Override
		public Map<VectorKey, byte[]> get(Collection<VectorKey> keys) {
			check();
			for (int i = 0; i < keys.size(); i += PAGE) {
				if (this.pages.incrementAndGet() == this.failsAtPage) {
					throw new IllegalStateException("too slow");
				}
			}
			Map<VectorKey, byte[]> found = new HashMap<>();
			keys.stream().filter(this.vectors::containsKey).forEach((key) -> found.put(key, this.vectors.get(key)));
			return found;
		}

		@Override
		public void put(Map<VectorKey, byte[]> vectors) {
			check();
			this.vectors.putAll(vectors);
		}

		private void check() {
			if (Thread.currentThread().isInterrupted()) {
				throw new IllegalStateException("interrupted");
			}
			if (this.fails) {
				this.together.countDown();
				try {
					this.together.await(5, TimeUnit.SECONDS);
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
				throw new IllegalStateException("away");
			}
		}

		@Override
		public long erase(Set<Mark> marks) {
			return 0;
		}

		@Override
		public void close() {
			// Nothing is open
		}

	}

}
