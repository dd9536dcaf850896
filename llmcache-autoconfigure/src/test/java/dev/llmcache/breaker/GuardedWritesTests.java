package dev.llmcache.breaker;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import dev.llmcache.BreakerOpenException;
import dev.llmcache.Deadline;
import dev.llmcache.store.WriteQueue;
import dev.llmcache.test.MutableInstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class GuardedWritesTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final MutableInstantSource clock = new MutableInstantSource(Instant.EPOCH);

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	private final Deque<Runnable> trials = new ArrayDeque<>();

	private final Breaker breaker = new Breaker("lookup", "layer", 1, this.trials::add,
			new Deadline(PATIENCE, this.threads), this.clock);

	private final WriteQueue queue = new WriteQueue("answers", 10, 1, PATIENCE);

	private final GuardedWrites writes = new GuardedWrites(this.queue, this.breaker);

	private final AtomicInteger written = new AtomicInteger();

	private boolean isAway;

	@AfterEach
	void stop() {
		this.queue.close();
		this.threads.shutdownNow();
	}

	@Test
	void writesWhileLookupsAnswer() {
		assertThat(write()).succeedsWithin(PATIENCE);
		assertThat(this.written).hasValue(1);
		assertThat(this.queue.failed()).isZero();
	}

	@Test
	void failsAtOnceAndIsCountedWhileNothingIsLookedUp() {
		open();
		assertThat(write()).isCompletedExceptionally()
			.failsWithin(Duration.ZERO)
			.withThrowableThat()
			.withCauseInstanceOf(BreakerOpenException.class);
		assertThat(this.written).hasValue(0);
		assertThat(this.queue.failed()).isEqualTo(1);
		assertThat(this.queue.dropped()).isZero();
	}

	@Test
	void failsWhatWaitedWhenTheBreakerOpened() throws InterruptedException {
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch hanging = new CountDownLatch(1);
		CompletableFuture<?> first = submit(() -> {
			begun.countDown();
			awaitQuietly(hanging);
		});
		CompletableFuture<?> second = write();
		begun.await();
		open();
		hanging.countDown();
		assertThat(first).succeedsWithin(PATIENCE);
		assertThat(second).failsWithin(PATIENCE).withThrowableThat().withCauseInstanceOf(BreakerOpenException.class);
		assertThat(this.written).hasValue(0);
	}

	@Test
	void hasLookupsTriedOutWhereNobodyLooksUp() {
		open();
		this.trials.remove().run();
		this.isAway = false;
		assertThat(write()).isCompletedExceptionally();
		assertThat(this.trials).isEmpty();
		this.clock.advance(Breaker.LONGEST_PAUSE);
		assertThat(write()).isCompletedExceptionally();
		this.trials.remove().run();
		assertThat(write()).succeedsWithin(PATIENCE);
	}

	private CompletableFuture<?> write() {
		return submit(this.written::incrementAndGet);
	}

	private CompletableFuture<?> submit(Runnable write) {
		CompletionStage<@Nullable Void> done = this.writes.submit(write);
		return done.toCompletableFuture();
	}

	private void open() {
		this.isAway = true;
		assertThatIllegalStateException().isThrownBy(() -> this.breaker.call(this::lookUp, (ex) -> true, this::lookUp));
	}

	private Object lookUp() {
		if (this.isAway) {
			throw new IllegalStateException("away");
		}
		return "found";
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
