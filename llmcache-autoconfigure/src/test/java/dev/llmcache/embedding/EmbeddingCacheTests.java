package dev.llmcache.embedding;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import dev.llmcache.Fingerprint;
import dev.llmcache.Owner;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class EmbeddingCacheTests {

	private static final Fingerprint OWNER = Fingerprint.of(new byte[Fingerprint.LENGTH]);

	private final CountingEmbedder embedder = new CountingEmbedder();

	@Test
	void embedsAQuestionOnce() {
		EmbeddingCache cache = new EmbeddingCache(this.embedder, 1 << 20);
		assertThat(cache.embed(OWNER, "a")).containsExactly(cache.embed(OWNER, "a"));
		assertThat(this.embedder.calls).hasValue(1);
	}

	@Test
	void sharesNothingBetweenOwners() {
		EmbeddingCache cache = new EmbeddingCache(this.embedder, 1 << 20);
		cache.embed(OWNER, "a");
		cache.embed(OWNER.derive(new byte[] { 1 }), "a");
		cache.embed(new Owner.Tenant("acme"), "a");
		cache.embed(new Owner.Tenant("globex"), "a");
		cache.embed(new Owner.User("acme", "a"), "a");
		cache.embed(new Owner.User(null, "acme"), "a");
		cache.embed(new Owner.Everyone(), "a");
		cache.embed(new Owner.Application(), "a");
		assertThat(this.embedder.calls).hasValue(8);
	}

	@Test
	void scalesToUnitLengthWhatTheModelGave() {
		EmbeddingCache cache = new EmbeddingCache(this.embedder, 1 << 20);
		assertThat(cache.embed(OWNER, "a")).containsExactly(0, 1, 0);
		assertThat(cache.embed(OWNER, "a")).containsExactly(0, 1, 0);
	}

	@Test
	void refusesAVectorWithoutADirection() {
		EmbeddingCache cache = new EmbeddingCache(this.embedder, 1 << 20);
		for (float[] vector : List.of(new float[0], new float[3], new float[] { Float.NaN, 1, 0 })) {
			this.embedder.vector = vector;
			assertThatIllegalArgumentException().isThrownBy(() -> cache.embed(OWNER, "a"));
		}
	}

	@Test
	void remembersNothingWithoutMemory() {
		EmbeddingCache cache = new EmbeddingCache(this.embedder, 0);
		cache.embed(OWNER, "a");
		cache.embed(OWNER, "a");
		assertThat(this.embedder.calls).hasValue(2);
	}

	@Test
	void staysWithinItsMemory() {
		EmbeddingCache cache = new EmbeddingCache(this.embedder, 1000);
		IntStream.range(0, 100).forEach((i) -> cache.embed(OWNER, "question " + i));
		IntStream.range(0, 100).forEach((i) -> cache.embed(OWNER, "question " + i));
		assertThat(this.embedder.calls).hasValueGreaterThan(190);
	}

	@Test
	void remembersNoFailure() {
		EmbeddingCache cache = new EmbeddingCache(this.embedder, 1 << 20);
		this.embedder.failing = true;
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> cache.embed(OWNER, "a"));
		this.embedder.failing = false;
		assertThat(cache.embed(OWNER, "a")).hasSize(3);
	}

	@Test
	void embedsOnceForAllWhoAskAtOnce() throws Exception {
		EmbeddingCache cache = new EmbeddingCache(this.embedder, 1 << 20);
		this.embedder.gate = new CountDownLatch(1);
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<float[]>> vectors = IntStream.range(0, 20)
				.mapToObj((i) -> threads.submit(() -> cache.embed(OWNER, "a")))
				.toList();
			Awaitility.await().until(() -> this.embedder.calls.get() == 1);
			this.embedder.gate.countDown();
			for (Future<float[]> vector : vectors) {
				assertThat(vector.get(10, TimeUnit.SECONDS)).containsExactly(0, 1, 0);
			}
		}
		assertThat(this.embedder.calls).hasValue(1);
	}

	@Test
	void triesAgainForThoseWhoWaitedForAFailure() throws Exception {
		EmbeddingCache cache = new EmbeddingCache(this.embedder, 1 << 20);
		this.embedder.gate = new CountDownLatch(1);
		this.embedder.failing = true;
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			Future<float[]> first = threads.submit(() -> cache.embed(OWNER, "a"));
			Awaitility.await().until(() -> this.embedder.calls.get() == 1);
			Future<float[]> second = threads.submit(() -> cache.embed(OWNER, "a"));
			this.embedder.gate.countDown();
			assertThatExceptionOfType(ExecutionException.class).isThrownBy(first::get)
				.withCauseInstanceOf(UnsupportedOperationException.class);
			assertThatExceptionOfType(ExecutionException.class).isThrownBy(second::get)
				.withCauseInstanceOf(UnsupportedOperationException.class);
		}
		assertThat(this.embedder.calls).hasValue(2);
	}

	@Test
	void goesOnForWhoeverNeedsTheVectorNextWhenACallerLeaves() throws Exception {
		EmbeddingCache cache = new EmbeddingCache(this.embedder, 1 << 20);
		this.embedder.gate = new CountDownLatch(1);
		Thread leaving = Thread.ofVirtual().start(() -> cache.embed(OWNER, "a"));
		leaving.setUncaughtExceptionHandler((thread, ex) -> {
		});
		Awaitility.await().until(() -> this.embedder.calls.get() == 1);
		leaving.interrupt();
		leaving.join();
		this.embedder.gate.countDown();
		assertThat(cache.embed(OWNER, "a")).containsExactly(0, 1, 0);
		assertThat(this.embedder.calls).hasValue(1);
	}

	@Test
	void interruptsWhoeverWaits() throws Exception {
		EmbeddingCache cache = new EmbeddingCache(this.embedder, 1 << 20);
		this.embedder.gate = new CountDownLatch(1);
		Thread first = Thread.ofVirtual().start(() -> cache.embed(OWNER, "a"));
		Awaitility.await().until(() -> this.embedder.calls.get() == 1);
		Thread.currentThread().interrupt();
		assertThatIllegalStateException().isThrownBy(() -> cache.embed(OWNER, "a"))
			.withMessageContaining("Interrupted");
		assertThat(Thread.interrupted()).isTrue();
		this.embedder.gate.countDown();
		first.join();
	}

	private static final class CountingEmbedder implements QuestionEmbedder {

		private final AtomicInteger calls = new AtomicInteger();

		private volatile boolean failing;

		private volatile CountDownLatch gate = new CountDownLatch(0);

		private volatile float[] vector = { 0, 5, 0 };

		@Override
		public String modelId() {
			return "counting/3";
		}

		@Override
		public int dimension() {
			return 3;
		}

		@Override
		public float[] embed(String question) {
			this.calls.incrementAndGet();
			try {
				this.gate.await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
			if (this.failing) {
				throw new UnsupportedOperationException("failing");
			}
			return this.vector.clone();
		}

	}

}
