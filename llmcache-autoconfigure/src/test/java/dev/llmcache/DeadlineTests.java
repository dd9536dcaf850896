package dev.llmcache;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class DeadlineTests {

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	private final Deadline deadline = new Deadline(Duration.ofMillis(1), this.threads);

	private final CountDownLatch end = new CountDownLatch(1);

	private final AtomicInteger begun = new AtomicInteger();

	@AfterEach
	void stop() {
		this.end.countDown();
		this.threads.shutdownNow();
	}

	@Test
	void refusesWorkThatThereIsNoThreadFor() {
		ExecutorService none = Executors.newThreadPerTaskExecutor((work) -> {
			throw new OutOfMemoryError("unable to create native thread");
		});
		assertThatExceptionOfType(RejectedExecutionException.class)
			.isThrownBy(() -> new Deadline(Duration.ofDays(1), none).call(() -> true));
	}

	@Test
	void tellsWorkWhetherItIsGivenUpWithinSomeTime() {
		Deadline hour = new Deadline(Duration.ofHours(1), this.threads);
		assertThat(hour.<Boolean>call(() -> Deadline.passesWithin(Duration.ofHours(1)))).isTrue();
		assertThat(hour.<Boolean>call(() -> Deadline.passesWithin(Duration.ofMinutes(1)))).isFalse();
		assertThat(Deadline.passesWithin(Duration.ofDays(1))).isFalse();
	}

	@Test
	void beginsNoMoreWorkWhileTooMuchHangsThatMindsNoInterrupt() {
		for (int i = 0; i < 10 * Deadline.MOST_HANGING; i++) {
			assertThatExceptionOfType(DeadlineExceededException.class).isThrownBy(() -> this.deadline.call(this::hang));
		}
		assertThat(this.begun).hasValueLessThanOrEqualTo(Deadline.MOST_HANGING);
		this.end.countDown();
		Deadline ample = this.deadline;
		await().ignoreException(DeadlineExceededException.class).until(() -> ample.call(() -> "done"), "done"::equals);
	}

	private boolean hang() {
		this.begun.incrementAndGet();
		boolean interrupted = false;
		while (this.end.getCount() > 0) {
			try {
				this.end.await();
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
		}
		return interrupted;
	}

}
