package dev.llmcache.embedding;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import dev.llmcache.Owner;
import dev.llmcache.test.CountingEmbeddingModel;
import dev.llmcache.test.TestVectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;

import static dev.llmcache.test.CountingEmbeddingModel.vectorOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Threads that want the same vectors at once.
 */
@Timeout(60)
class VectorMemoryTests {

	private final CountingEmbeddingModel model = new CountingEmbeddingModel();

	private final CachingEmbeddingModel caching = TestVectors.caching(this.model, TestVectors.memory(),
			new Owner.Application());

	@Test
	void sixteenThreadsEmbedEachTextOnceAndGetEachInItsPlace() throws Exception {
		List<String> texts = IntStream.range(0, 400).mapToObj((i) -> "text " + i).toList();
		try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
			List<Future<Boolean>> all = IntStream.range(0, 16)
				.mapToObj((i) -> threads.submit(() -> embedsInAnyOrder(texts, new Random(i))))
				.toList();
			for (Future<Boolean> thread : all) {
				assertThat(thread.get()).isTrue();
			}
		}
		assertThat(this.model.embedded()).hasSize(400).allSatisfy((text, times) -> assertThat(times).isOne());
	}

	private boolean embedsInAnyOrder(List<String> texts, Random random) {
		List<String> shuffled = new ArrayList<>(texts);
		Collections.shuffle(shuffled, random);
		for (int start = 0; start < shuffled.size(); start += 20) {
			List<String> batch = shuffled.subList(start, start + 20);
			List<float[]> vectors = this.caching.embed(batch);
			for (int i = 0; i < batch.size(); i++) {
				assertThat(vectors.get(i)).containsExactly(vectorOf(batch.get(i)));
			}
		}
		return true;
	}

	@Test
	void twoBatchesThatNeedEachOthersTextsDoNotWaitForEver() throws Exception {
		CountDownLatch bothClaimed = new CountDownLatch(2);
		this.model.before((texts) -> {
			bothClaimed.countDown();
			await(bothClaimed);
		});
		try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
			Future<List<float[]>> first = threads.submit(() -> this.caching.embed(List.of("a", "b")));
			Awaitility.await().until(() -> bothClaimed.getCount() == 1);
			Future<List<float[]>> second = threads.submit(() -> this.caching.embed(List.of("b", "c", "a")));
			assertThat(first.get()).containsExactly(vectorOf("a"), vectorOf("b"));
			assertThat(second.get()).containsExactly(vectorOf("b"), vectorOf("c"), vectorOf("a"));
		}
		assertThat(this.model.embedded()).hasSize(3).allSatisfy((text, times) -> assertThat(times).isOne());
	}

	@Test
	void whatAnotherThreadFailedToEmbedIsEmbedded() throws Exception {
		CountDownLatch failing = new CountDownLatch(1);
		AtomicInteger calls = new AtomicInteger();
		this.model.before((texts) -> {
			if (calls.incrementAndGet() == 1) {
				await(failing);
				throw new UnsupportedOperationException("down");
			}
		});
		try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
			Future<float[]> first = threads.submit(() -> this.caching.embed("a"));
			Awaitility.await().until(() -> calls.get() == 1);
			Future<List<float[]>> second = threads.submit(() -> this.caching.embed(List.of("a", "b")));
			Awaitility.await().until(() -> this.model.embedded().containsKey("b"));
			failing.countDown();
			assertThatExceptionOfType(ExecutionException.class).isThrownBy(first::get)
				.withCauseInstanceOf(UnsupportedOperationException.class);
			assertThat(second.get()).containsExactly(vectorOf("a"), vectorOf("b"));
		}
	}

	@Test
	void nobodyWaitsForARowOfFailures() throws Exception {
		this.model.before((texts) -> {
			Awaitility.await().pollDelay(Duration.ofMillis(100)).until(() -> true);
			throw new UnsupportedOperationException("down");
		});
		long start = System.nanoTime();
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<float[]>> all = IntStream.range(0, 50)
				.mapToObj((i) -> threads.submit(() -> this.caching.embed("a")))
				.toList();
			all.forEach((thread) -> assertThatExceptionOfType(ExecutionException.class).isThrownBy(thread::get)
				.withCauseInstanceOf(UnsupportedOperationException.class));
		}
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
		this.model.before((texts) -> {
		});
		assertThat(this.caching.embed("a")).containsExactly(vectorOf("a"));
	}

	@Test
	void whoeverIsInterruptedLeavesAndTheOthersGetTheirVector() throws Exception {
		CountDownLatch slow = new CountDownLatch(1);
		this.model.before((texts) -> await(slow));
		try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
			Future<float[]> first = threads.submit(() -> this.caching.embed("a"));
			Awaitility.await().until(() -> this.model.calls() == 1);
			Thread.currentThread().interrupt();
			assertThatIllegalStateException().isThrownBy(() -> this.caching.embed("a"))
				.withMessageContaining("Interrupted");
			assertThat(Thread.interrupted()).isTrue();
			slow.countDown();
			assertThat(first.get()).containsExactly(vectorOf("a"));
		}
		assertThat(this.caching.embed("a")).containsExactly(vectorOf("a"));
		assertThat(this.model.calls()).isOne();
	}

	@Test
	void aThreadNeverWaitsForItself() {
		CachingEmbeddingModel[] self = new CachingEmbeddingModel[1];
		AtomicInteger depth = new AtomicInteger();
		CountingEmbeddingModel recursive = new CountingEmbeddingModel() {

			@Override
			public EmbeddingResponse call(EmbeddingRequest request) {
				return (depth.incrementAndGet() == 1) ? self[0].call(request) : super.call(request);
			}

		};
		self[0] = TestVectors.caching(recursive, TestVectors.memory(), new Owner.Application());
		assertThat(self[0].embed("a")).containsExactly(vectorOf("a"));
	}

	@Test
	void aTextThatAnotherThreadNeverFinishesIsEmbeddedOnceMore() throws Exception {
		VectorMemory impatient = VectorMemory.inProcess(TestVectors.keys(),
				new MemorySettings(1 << 20, false, Duration.ofMillis(50)));
		CachingEmbeddingModel caching = TestVectors.caching(this.model, impatient, new Owner.Application());
		CountDownLatch never = new CountDownLatch(1);
		AtomicInteger calls = new AtomicInteger();
		this.model.before((texts) -> {
			if (calls.incrementAndGet() == 1) {
				await(never);
			}
		});
		try (ExecutorService threads = Executors.newFixedThreadPool(1)) {
			Future<float[]> stuck = threads.submit(() -> caching.embed("a"));
			Awaitility.await().until(() -> calls.get() == 1);
			assertThat(caching.embed("a")).containsExactly(vectorOf("a"));
			never.countDown();
			assertThat(stuck.get()).containsExactly(vectorOf("a"));
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
