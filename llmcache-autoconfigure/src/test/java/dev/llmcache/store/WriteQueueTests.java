package dev.llmcache.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.llmcache.test.MutableInstantSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
@Timeout(30)
class WriteQueueTests {

	private static final int CAPACITY = 4;

	private final MutableInstantSource clock = new MutableInstantSource(Instant.EPOCH);

	private final WriteQueue queue = new WriteQueue("tests", CAPACITY, 1, Duration.ofSeconds(10), this.clock);

	private final CountDownLatch gate = new CountDownLatch(1);

	private final AtomicInteger written = new AtomicInteger();

	@AfterEach
	void end() {
		this.gate.countDown();
		this.queue.close();
	}

	/** Occupies the one thread until the gate opens. */
	private void block() throws InterruptedException {
		CountDownLatch started = new CountDownLatch(1);
		this.queue.execute(() -> {
			started.countDown();
			awaitGate();
		});
		assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
	}

	private void awaitGate() {
		try {
			this.gate.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void writesOnAThreadOfItsOwn() {
		String[] name = new String[1];
		this.queue.execute(() -> name[0] = Thread.currentThread().getName());
		this.queue.close();
		assertThat(name[0]).startsWith("llmcache-tests-");
	}

	@Test
	void dropsWithoutBlockingWhenFull() throws InterruptedException {
		block();
		for (int i = 0; i < CAPACITY; i++) {
			assertThat(this.queue.offer(this.written::incrementAndGet)).isTrue();
		}
		assertThat(this.queue.offer(this.written::incrementAndGet)).isFalse();
		this.queue.execute(this.written::incrementAndGet);
		assertThat(this.queue.dropped()).isEqualTo(2);
		this.gate.countDown();
		this.queue.close();
		assertThat(this.written).hasValue(CAPACITY);
		assertThat(this.queue.failed()).isZero();
	}

	@Test
	void writesOnAfterAFailure() {
		this.queue.execute(() -> {
			throw new IllegalStateException();
		});
		this.queue.execute(this.written::incrementAndGet);
		this.queue.close();
		assertThat(this.queue.failed()).isOne();
		assertThat(this.written).hasValue(1);
	}

	@Test
	void logsABurstOfFailuresOnceAndWithoutContent(CapturedOutput output) {
		for (int i = 0; i < CAPACITY; i++) {
			fail();
		}
		Awaitility.await().until(() -> this.queue.failed() == CAPACITY);
		assertThat(output).containsOnlyOnce("Writes of tests fail with java.lang.IllegalArgumentException")
			.doesNotContain("content");
		this.clock.advance(Duration.ofMinutes(1));
		fail();
		Awaitility.await().until(() -> this.queue.failed() == CAPACITY + 1);
		this.queue.close();
		assertThat(output).contains("5 failed so far");
	}

	private void fail() {
		this.queue.execute(() -> {
			throw new IllegalStateException("content", new IllegalArgumentException("more content"));
		});
	}

	@Test
	void logsABurstOfDropsOnce(CapturedOutput output) throws InterruptedException {
		block();
		for (int i = 0; i < 3 * CAPACITY; i++) {
			this.queue.execute(this.written::incrementAndGet);
		}
		assertThat(this.queue.dropped()).isEqualTo(2 * CAPACITY);
		assertThat(output).containsOnlyOnce("Writes of tests are dropped");
	}

	@Test
	void dropsWhatIsLeftWhenTheGracePeriodIsOver() throws InterruptedException {
		CountDownLatch interrupted = new CountDownLatch(1);
		WriteQueue hasty = new WriteQueue("tests", CAPACITY, 1, Duration.ofMillis(50), this.clock);
		CountDownLatch started = new CountDownLatch(1);
		hasty.execute(() -> {
			started.countDown();
			try {
				this.gate.await();
			}
			catch (InterruptedException ex) {
				interrupted.countDown();
			}
		});
		assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
		CompletionStage<?> left = hasty.submit(this.written::incrementAndGet);
		hasty.close();
		assertThat(hasty.dropped()).isOne();
		assertThat(left).failsWithin(Duration.ofSeconds(10))
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(RejectedExecutionException.class);
		assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(this.written).hasValue(0);
	}

	@Test
	void dropsWhatComesAfterItsEnd() {
		this.queue.close();
		assertThat(this.queue.offer(this.written::incrementAndGet)).isFalse();
		assertThat(this.queue.dropped()).isOne();
	}

	@Test
	void writesInTheOrderOfOffersWithOneThread() {
		List<String> order = new CopyOnWriteArrayList<>();
		this.queue.execute(this::awaitGate);
		this.queue.execute(() -> order.add("a"));
		this.queue.execute(() -> order.add("b"));
		this.gate.countDown();
		this.queue.close();
		assertThat(order).containsExactly("a", "b");
	}

}
