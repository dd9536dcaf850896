package dev.llmcache.report.store;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import dev.llmcache.report.store.PolledReading.Known;
import dev.llmcache.test.MutableInstantSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PolledReadingTests {

	private final MutableInstantSource clock = new MutableInstantSource(Instant.parse("2026-01-01T00:00:00Z"));

	private final AtomicInteger readings = new AtomicInteger();

	@Test
	void asksNobodyBeforeSomebodyWantsToKnow() {
		PolledReading<Integer> reading = new PolledReading<>(this.readings::incrementAndGet, this.clock);
		assertThat(this.readings).hasValue(0);
		assertThat(reading.latest()).isEqualTo(new Known<>(1, true));
	}

	@Test
	void asksEveryTenSecondsAtTheMost() {
		PolledReading<Integer> reading = new PolledReading<>(this.readings::incrementAndGet, this.clock);
		for (int i = 0; i < 100; i++) {
			assertThat(reading.latest().figures()).isOne();
		}
		this.clock.advance(Duration.ofMillis(9_999));
		assertThat(reading.latest().figures()).isOne();
		// What was quick is asked again soon
		this.clock.advance(Duration.ofSeconds(10));
		assertThat(reading.latest().figures()).isEqualTo(2);
	}

	@Test
	void whatTakesLongIsAskedTheLessOften() throws InterruptedException {
		CountDownLatch asked = new CountDownLatch(1);
		PolledReading<Integer> reading = new PolledReading<>(() -> {
			asked.countDown();
			await(Duration.ofMillis(300));
			return this.readings.incrementAndGet();
		}, this.clock);
		reading.latest();
		asked.await();
		Awaitility.await().until(() -> reading.latest().figures() != null);
		this.clock.advance(Duration.ofSeconds(25));
		assertThat(reading.latest().figures()).isOne();
		this.clock.advance(Duration.ofMinutes(5));
		reading.latest();
		Awaitility.await().until(() -> Integer.valueOf(2).equals(reading.latest().figures()));
	}

	@Test
	void asksThoughTheClockWasSetBack() {
		PolledReading<Integer> reading = new PolledReading<>(this.readings::incrementAndGet, this.clock);
		reading.latest();
		this.clock.advance(Duration.ofHours(-1));
		assertThat(reading.latest().figures()).isEqualTo(2);
	}

	@Test
	void keepsNobodyWaitingForAServerThatHangs() {
		CountDownLatch never = new CountDownLatch(1);
		PolledReading<Integer> reading = new PolledReading<>(() -> {
			try {
				never.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			return this.readings.incrementAndGet();
		}, this.clock);
		long start = System.nanoTime();
		for (int i = 0; i < 1_000; i++) {
			this.clock.advance(Duration.ofMinutes(1));
			assertThat(reading.latest()).isEqualTo(new Known<Integer>(null, true));
		}
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
		never.countDown();
		Awaitility.await().until(() -> reading.latest().figures() != null);
	}

	@Test
	void keepsTheLastFiguresWhileAServerIsAway() {
		PolledReading<Integer> reading = new PolledReading<>(() -> {
			if (this.readings.incrementAndGet() == 2) {
				throw new IllegalStateException("away");
			}
			return this.readings.get();
		}, this.clock);
		assertThat(reading.latest()).isEqualTo(new Known<>(1, true));
		this.clock.advance(Duration.ofMinutes(5));
		assertThat(reading.latest()).isEqualTo(new Known<>(1, false));
		this.clock.advance(Duration.ofSeconds(10));
		assertThat(reading.latest()).isEqualTo(new Known<>(3, true));
	}

	private static void await(Duration time) {
		Awaitility.await().pollDelay(time).until(() -> true);
	}

}
