package dev.llmcache.freshness;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;

import dev.llmcache.GenerationsUnknownException;
import dev.llmcache.Mark;
import dev.llmcache.Stamp;
import dev.llmcache.store.GenerationStore;
import dev.llmcache.store.InMemoryGenerationStore;
import dev.llmcache.test.MutableInstantSource;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ReadAheadTests {

	private static final Mark TAG = new Mark(1, 1);

	private static final Mark OTHER = new Mark(1, 2);

	private static final Duration DAY = Duration.ofDays(1);

	private static final Freshness STRICT = new Freshness(true, Duration.ofSeconds(1), Duration.ofSeconds(30),
			Duration.ofDays(7));

	private final MutableInstantSource clock = new MutableInstantSource(Instant.parse("2026-01-01T00:00:00Z"));

	private final RecordingStore store = new RecordingStore();

	private final Deque<Runnable> begun = new ArrayDeque<>();

	private final FleetGenerations generations = generations(Freshness.STANDARD, this.begun::add);

	private FleetGenerations generations(Freshness freshness, Executor executor) {
		return new FleetGenerations(this.store, freshness, this.clock, List.of(), executor);
	}

	private List<Stamp> stamps(Mark... marks) {
		return this.generations.snapshot(Set.of(marks), DAY).stamps();
	}

	/** Has a thread wait for what is under way, which ends then. */
	private <T> T whileUnderWay(Callable<T> waiting) throws Exception {
		FutureTask<T> task = new FutureTask<>(waiting);
		Thread thread = Thread.ofPlatform().start(task);
		Awaitility.await().until(() -> thread.getState() == Thread.State.WAITING);
		this.begun.remove().run();
		try {
			return task.get();
		}
		catch (ExecutionException ex) {
			throw (Exception) ex.getCause();
		}
	}

	@Test
	void whatWasReadAheadIsNotReadAgain() {
		this.generations.prepare(Set.of(TAG), DAY);
		assertThat(this.store.read).isEmpty();
		this.begun.remove().run();
		assertThat(this.store.read).containsExactly(Set.of(TAG, Mark.ANY_INVALIDATION));
		assertThat(this.generations.areCurrent(stamps(TAG))).isTrue();
		assertThat(this.store.read).hasSize(1);
	}

	@Test
	void whatIsKnownIsNotReadAhead() {
		stamps(TAG);
		this.generations.prepare(Set.of(TAG), DAY);
		assertThat(this.begun).isEmpty();
		this.generations.prepare(Set.of(TAG), DAY.multipliedBy(10));
		assertThat(this.begun).hasSize(1);
	}

	@Test
	void whatWouldBeTooOldSoonIsReadAhead() {
		List<Stamp> stamps = stamps(TAG);
		this.clock.advance(Freshness.STANDARD.maxLag().dividedBy(2));
		this.generations.prepare(Set.of(TAG), DAY);
		assertThat(this.begun).hasSize(1);
		assertThat(this.generations.areCurrent(stamps)).isTrue();
		this.begun.remove().run();
		this.clock.advance(Freshness.STANDARD.maxLag().minusMillis(1));
		assertThat(this.generations.areCurrent(stamps)).isTrue();
		assertThat(this.store.read).hasSize(2);
	}

	@Test
	void noMarkIsReadTwiceAtATime() {
		this.generations.prepare(Set.of(TAG), DAY);
		this.generations.prepare(Set.of(TAG, OTHER), DAY);
		this.generations.prepare(Set.of(TAG, OTHER), DAY);
		assertThat(this.begun).hasSize(2);
		this.begun.forEach(Runnable::run);
		assertThat(this.store.read).containsExactly(Set.of(TAG, Mark.ANY_INVALIDATION), Set.of(OTHER));
	}

	@Test
	void whoAsksForTheModelWaitsForWhatIsUnderWay() throws Exception {
		this.generations.prepare(Set.of(TAG), DAY);
		List<Stamp> stamps = whileUnderWay(() -> stamps(TAG));
		assertThat(stamps).extracting(Stamp::mark).containsExactly(TAG);
		assertThat(this.store.read).hasSize(1);
	}

	@Test
	void whoHasAnAnswerWaitsForWhatIsUnderWay() throws Exception {
		List<Stamp> stamps = stamps(TAG);
		this.clock.advance(Duration.ofSeconds(1));
		this.generations.prepare(Set.of(TAG), DAY);
		assertThat(whileUnderWay(() -> this.generations.areCurrent(stamps))).isTrue();
		assertThat(this.store.read).hasSize(2);
	}

	@Test
	void aFailureIsToldToWhoWaitsForItWithoutAnotherAttempt() {
		this.generations.prepare(Set.of(TAG), DAY);
		this.store.broken = true;
		assertThatThrownBy(() -> whileUnderWay(() -> stamps(TAG))).isInstanceOf(GenerationsUnknownException.class);
		assertThat(this.store.read).hasSize(1);
	}

	@Test
	void afterAFailureItIsReadByWhoNeedsIt() {
		this.generations.prepare(Set.of(TAG), DAY);
		this.store.broken = true;
		this.begun.remove().run();
		this.store.broken = false;
		assertThat(stamps(TAG)).hasSize(1);
	}

	@Test
	void afterAFailureNothingIsReadAheadForAMoment() {
		this.generations.prepare(Set.of(TAG), DAY);
		this.store.broken = true;
		this.begun.remove().run();
		this.generations.prepare(Set.of(TAG), DAY);
		assertThat(this.begun).isEmpty();
		this.clock.advance(Duration.ofSeconds(1));
		this.generations.prepare(Set.of(TAG), DAY);
		assertThat(this.begun).hasSize(1);
	}

	@Test
	void goesOnServingWhatWasReadBeforeAFailure() throws Exception {
		List<Stamp> stamps = stamps(TAG);
		this.clock.advance(Duration.ofSeconds(1));
		this.generations.prepare(Set.of(TAG), DAY);
		this.store.broken = true;
		assertThat(whileUnderWay(() -> this.generations.areCurrent(stamps))).isTrue();
	}

	@Test
	void anInvalidationMeanwhileIsNotUndone() {
		List<Stamp> stamps = stamps(TAG);
		this.clock.advance(Duration.ofSeconds(1));
		this.generations.prepare(Set.of(TAG), DAY);
		this.store.duringRead = () -> this.generations.replace(Set.of(TAG));
		this.begun.remove().run();
		assertThat(this.generations.areCurrent(stamps)).isFalse();
		assertThat(this.generations.areCurrent(stamps(TAG))).isTrue();
	}

	@Test
	void strictInstancesReadNothingAhead() {
		generations(STRICT, this.begun::add).prepare(Set.of(TAG), DAY);
		assertThat(this.begun).isEmpty();
	}

	@Test
	void withoutAThreadItIsReadByWhoNeedsIt() {
		FleetGenerations without = generations(Freshness.STANDARD, (task) -> {
			throw new RejectedExecutionException();
		});
		without.prepare(Set.of(TAG), DAY);
		assertThat(without.snapshot(Set.of(TAG), DAY).stamps()).hasSize(1);
	}

	/**
	 * Store that can break, and that remembers what it was asked.
	 */
	private final class RecordingStore implements GenerationStore {

		private final InMemoryGenerationStore map = new InMemoryGenerationStore(ReadAheadTests.this.clock);

		private final List<Set<Mark>> read = new ArrayList<>();

		private @Nullable Runnable duringRead;

		private volatile boolean broken;

		@Override
		public Map<Mark, Long> read(Set<Mark> marks) {
			return readOrCreate(marks, Duration.ZERO);
		}

		@Override
		public Map<Mark, Long> readOrCreate(Set<Mark> marks, Duration lifetime) {
			this.read.add(Set.copyOf(marks));
			if (this.broken) {
				throw new IllegalStateException("broken");
			}
			Map<Mark, Long> read = this.map.readOrCreate(marks, lifetime);
			Runnable interfering = this.duringRead;
			if (interfering != null) {
				this.duringRead = null;
				interfering.run();
			}
			return read;
		}

		@Override
		public Map<Mark, Long> replace(Set<Mark> marks, Duration lifetime) {
			return this.map.replace(marks, lifetime);
		}

		@Override
		public void listen(Listener listener) {
		}

		@Override
		public void close() {
		}

	}

}
