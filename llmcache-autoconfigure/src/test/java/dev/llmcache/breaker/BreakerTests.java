package dev.llmcache.breaker;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

import dev.llmcache.BreakerOpenException;
import dev.llmcache.Deadline;
import dev.llmcache.DeadlineExceededException;
import dev.llmcache.test.MutableInstantSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@ExtendWith(OutputCaptureExtension.class)
class BreakerTests {

	private final MutableInstantSource clock = new MutableInstantSource(Instant.EPOCH);

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	/** Begun, and run by the test when it wants to. */
	private final Deque<Runnable> trials = new ArrayDeque<>();

	private final Breaker breaker = breaker();

	private boolean isAway;

	private int calls;

	private int tried;

	private Breaker breaker() {
		return new Breaker("server", "redis", 1, this.trials::add, new Deadline(Duration.ofSeconds(10), this.threads),
				this.clock);
	}

	@AfterEach
	void stop() {
		this.threads.shutdownNow();
	}

	@Test
	void callsWhatAnswers() {
		assertThat(call()).isEqualTo("answer");
		assertThat(this.breaker.report().open()).isFalse();
		assertThat(this.trials).isEmpty();
	}

	@Test
	void refusesAllCallsAfterOneThatFailedUntilATrialHasSucceeded() {
		fail();
		assertRefused();
		assertRefused();
		assertThat(this.calls).isEqualTo(1);
		assertThat(this.breaker.report().open()).isTrue();
		this.isAway = false;
		runTrial();
		assertThat(call()).isEqualTo("answer");
		assertThat(this.breaker.report().open()).isFalse();
	}

	@Test
	void triesOutAtOnceAndOneAtATime() {
		fail();
		assertThat(this.trials).hasSize(1);
		assertRefused();
		assertThat(this.trials).hasSize(1);
		assertThat(this.tried).as("on another thread").isZero();
	}

	@Test
	void triesOutLaterAndLaterButNeverLaterThanTheLongestPause() {
		fail();
		List<Duration> pauses = new ArrayList<>();
		for (int i = 0; i < 7; i++) {
			runTrial();
			pauses.add(pauseBeforeNextTrial());
		}
		assertThat(pauses.getFirst()).isEqualTo(Breaker.FIRST_PAUSE);
		assertThat(pauses).isSorted().last().isEqualTo(Breaker.LONGEST_PAUSE);
	}

	private Duration pauseBeforeNextTrial() {
		Duration pause = Duration.ZERO;
		assertRefused();
		while (this.trials.isEmpty()) {
			this.clock.advance(Duration.ofMillis(1));
			assertRefused();
			pause = pause.plusMillis(1);
		}
		return pause.minusMillis(1);
	}

	@Test
	void isTriedOutByThoseWhoLookWhereNobodyCalls() {
		fail();
		runTrial();
		assertThat(this.breaker.report().open()).isTrue();
		assertThat(this.trials).isEmpty();
		this.clock.advance(Breaker.FIRST_PAUSE.plusMillis(1));
		assertThat(this.breaker.report().open()).isTrue();
		this.isAway = false;
		runTrial();
		assertThat(this.breaker.report().open()).isFalse();
		assertThat(this.calls).isEqualTo(1);
	}

	@Test
	void pausesWhereTrialsSucceedAndCallsFailAllTheSame() {
		fail();
		this.isAway = false;
		runTrial();
		fail();
		assertThat(this.trials).as("not at once").isEmpty();
		assertThat(pauseBeforeNextTrial()).isEqualTo(Breaker.FIRST_PAUSE);
	}

	@Test
	void forgetsFailuresWithTheFirstCallThatSucceeds() {
		fail();
		this.isAway = false;
		runTrial();
		call();
		fail();
		assertThat(this.trials).as("at once").hasSize(1);
	}

	@Test
	void opensWhenHalfOfTheLatestCallsHaveFailed() {
		Breaker patient = new Breaker("lookups", "layer", 4, this.trials::add,
				new Deadline(Duration.ofSeconds(10), this.threads), this.clock);
		for (boolean fails : new boolean[] { false, false, true, false, false, false, true }) {
			attempt(patient, fails);
			assertThat(patient.report().open()).isFalse();
		}
		attempt(patient, true);
		assertThat(patient.report().open()).isTrue();
		assertThat(this.trials).hasSize(1);
	}

	private static void attempt(Breaker breaker, boolean fails) {
		try {
			breaker.call(() -> {
				if (fails) {
					throw new IllegalStateException("away");
				}
				return true;
			}, BreakerTests::isFailure, () -> {
			});
		}
		catch (IllegalStateException ex) {
			assertThat(fails).isTrue();
		}
	}

	@Test
	void takesAnErrorThatTheBackEndAnsweredForAnAnswer() {
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> this.breaker.call(() -> {
			throw new IllegalArgumentException("syntax");
		}, BreakerTests::isFailure, this::tryOut));
		assertThat(this.breaker.report().open()).isFalse();
	}

	@Test
	void anInterruptByTheApplicationTellsNothingOfTheBackEnd() {
		fail();
		this.isAway = false;
		runTrial();
		assertThatIllegalStateException().isThrownBy(() -> this.breaker.call(() -> {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("interrupted");
		}, BreakerTests::isFailure, this::tryOut));
		assertThat(Thread.interrupted()).isTrue();
		assertThat(this.breaker.report().open()).isFalse();
		fail();
		assertThat(this.trials).as("not at once, as after a success").isEmpty();
	}

	@Test
	void aCallThatADeadlineInterruptsHasFailed() {
		Deadline deadline = new Deadline(Duration.ofMillis(20), this.threads);
		assertThatExceptionOfType(DeadlineExceededException.class)
			.isThrownBy(() -> deadline.call(() -> this.breaker.call(() -> {
				hang();
				throw new IllegalStateException("interrupted");
			}, BreakerTests::isFailure, this::tryOut)));
		Awaitility.await().until(() -> this.breaker.report().open());
	}

	@Test
	void aCallThatBeginsAfterADeadlineTellsNothingOfTheBackEnd() {
		Deadline deadline = new Deadline(Duration.ofMillis(20), this.threads);
		CountDownLatch end = new CountDownLatch(1);
		assertThatExceptionOfType(DeadlineExceededException.class).isThrownBy(() -> deadline.call(() -> {
			hang();
			assertThatIllegalStateException().isThrownBy(() -> this.breaker.call(() -> {
				throw new IllegalStateException("interrupted");
			}, BreakerTests::isFailure, this::tryOut));
			end.countDown();
			return true;
		}));
		Awaitility.await().until(() -> end.getCount() == 0);
		assertThat(this.breaker.report().open()).isFalse();
	}

	@Test
	void countsThoseWhoWaitedTogetherOnce() {
		this.isAway = true;
		assertThatIllegalStateException().isThrownBy(() -> this.breaker.call(() -> {
			fail();
			throw new IllegalStateException("late");
		}, BreakerTests::isFailure, this::tryOut));
		this.isAway = false;
		assertThat(this.trials).hasSize(1);
		runTrial();
		assertThat(call()).isEqualTo("answer");
	}

	@Test
	void isTriedOutByTheNextIfATrialCouldNotBegin() {
		assertTriedOutByTheNext(() -> {
			throw new RejectedExecutionException();
		});
	}

	@Test
	void isTriedOutByTheNextIfThereWasNoThreadForATrial() {
		assertTriedOutByTheNext(() -> {
			throw new OutOfMemoryError("unable to create native thread");
		});
	}

	private void assertTriedOutByTheNext(Runnable hindrance) {
		Deque<Runnable> begun = new ArrayDeque<>();
		Breaker hindered = new Breaker("server", "redis", 1, (trial) -> {
			begun.add(trial);
			if (begun.size() == 1) {
				hindrance.run();
			}
		}, new Deadline(Duration.ofSeconds(10), this.threads), this.clock);
		for (int i = 0; i < 3; i++) {
			assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> hindered.call(() -> {
				throw new IllegalStateException("away");
			}, BreakerTests::isFailure, this::tryOut));
		}
		assertThat(begun).hasSize(2);
		begun.getLast().run();
		assertThat(hindered.report().open()).isFalse();
	}

	@Test
	void givesUpATrialThatHangs() {
		Breaker impatient = new Breaker("server", "redis", 1, Runnable::run,
				new Deadline(Duration.ofMillis(20), this.threads), this.clock);
		assertThatIllegalStateException().isThrownBy(() -> impatient.call(() -> {
			throw new IllegalStateException("away");
		}, BreakerTests::isFailure, BreakerTests::hang));
		assertThat(impatient.report().open()).isTrue();
	}

	private static void hang() {
		try {
			Thread.sleep(Duration.ofDays(1));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void saysOnceThatABackEndIsAwayAndOnceThatItAnswersByTypesAlone(CapturedOutput output) {
		fail();
		assertThat(output).doesNotContain("server");
		for (int i = 0; i < 3; i++) {
			runTrial();
			pauseBeforeNextTrial();
		}
		assertThat(output).containsOnlyOnce("'server' does not answer (IllegalStateException)")
			.doesNotContain("secret");
		this.isAway = false;
		runTrial();
		assertThat(output).containsOnlyOnce("'server' answers again");
		fail();
		this.clock.advance(Duration.ofSeconds(10));
		runTrialOrRefuse();
		assertThat(output).as("not a minute after").containsOnlyOnce("does not answer");
	}

	private void runTrialOrRefuse() {
		if (this.trials.isEmpty()) {
			assertRefused();
		}
		runTrial();
	}

	private void fail() {
		this.isAway = true;
		assertThatIllegalStateException().isThrownBy(this::call);
	}

	private String call() {
		return this.breaker.call(() -> {
			this.calls++;
			requireAnswer();
			return "answer";
		}, BreakerTests::isFailure, this::tryOut);
	}

	private void tryOut() {
		this.tried++;
		requireAnswer();
	}

	private void requireAnswer() {
		if (this.isAway) {
			throw new IllegalStateException("secret");
		}
	}

	private static boolean isFailure(RuntimeException ex) {
		return ex instanceof IllegalStateException;
	}

	private void assertRefused() {
		assertThatExceptionOfType(BreakerOpenException.class).isThrownBy(this::call).withMessageContaining("server");
	}

	private void runTrial() {
		this.trials.remove().run();
	}

}
