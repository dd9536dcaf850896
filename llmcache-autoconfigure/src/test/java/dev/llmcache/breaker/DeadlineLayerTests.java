package dev.llmcache.breaker;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import dev.llmcache.AnswerLayer;
import dev.llmcache.BreakerOpenException;
import dev.llmcache.CacheKey;
import dev.llmcache.CacheQuery;
import dev.llmcache.Deadline;
import dev.llmcache.DeadlineExceededException;
import dev.llmcache.Decision.Plan;
import dev.llmcache.Entry;
import dev.llmcache.Fingerprint;
import dev.llmcache.HitSource;
import dev.llmcache.Layer;
import dev.llmcache.Lookup;
import dev.llmcache.Lookup.Miss;
import dev.llmcache.Mark;
import dev.llmcache.Trial;
import dev.llmcache.test.MutableInstantSource;
import dev.llmcache.test.TestPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

class DeadlineLayerTests {

	private static final Fingerprint ANY = Fingerprint.of(new byte[Fingerprint.LENGTH]);

	private static final CacheQuery QUERY = new CacheQuery("q", List.of(new CacheKey(ANY, ANY)));

	private static final Plan PLAN = TestPolicy.plan(0.92, Layer.SEMANTIC);

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	private final Breakers breakers = new Breakers(new MutableInstantSource(Instant.EPOCH));

	@AfterEach
	void stop() {
		this.breakers.close();
		this.threads.shutdownNow();
	}

	@Test
	void returnsWhatIsFoundInTime() {
		assertThat(lookup(Duration.ofSeconds(10), () -> Miss.NOT_FOUND)).isEqualTo(Miss.NOT_FOUND);
	}

	@Test
	void givesUpALookupThatTakesTooLongAndInterruptsIt() throws InterruptedException {
		CountDownLatch never = new CountDownLatch(1);
		CountDownLatch interrupted = new CountDownLatch(1);
		assertThatExceptionOfType(DeadlineExceededException.class)
			.isThrownBy(() -> lookup(Duration.ofMillis(20), () -> {
				try {
					never.await();
				}
				catch (InterruptedException ex) {
					interrupted.countDown();
				}
				return Miss.NOT_FOUND;
			}));
		assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void passesOnWhatALookupThrows() {
		assertThatIllegalStateException().isThrownBy(() -> lookup(Duration.ofSeconds(10), () -> {
			throw new IllegalStateException("down");
		})).withMessage("down");
	}

	@Test
	void beginsNoLookupBehindABreakerThatIsOpen() {
		AtomicInteger lookups = new AtomicInteger();
		AnswerLayer layer = layer(Duration.ofSeconds(10), () -> {
			lookups.incrementAndGet();
			throw new BreakerOpenException("server");
		});
		assertThatExceptionOfType(BreakerOpenException.class).isThrownBy(() -> layer.lookup(QUERY, PLAN));
		// The second is the trial
		await().untilAtomic(lookups, equalTo(2));
		assertThatExceptionOfType(BreakerOpenException.class).isThrownBy(() -> layer.lookup(QUERY, PLAN))
			.withMessageContaining("lookup");
		assertThatExceptionOfType(BreakerOpenException.class).isThrownBy(() -> layer.lookupShared(QUERY, PLAN));
		assertThat(lookups).hasValue(2);
	}

	@Test
	void looksInThisProcessOnTheCallersThreadWhateverTheBreakerSays() {
		AnswerLayer layer = layer(Duration.ofSeconds(10), () -> {
			throw new BreakerOpenException("server");
		});
		assertThatExceptionOfType(BreakerOpenException.class).isThrownBy(() -> layer.lookup(QUERY, PLAN));
		assertThat(layer.lookupNear(QUERY, PLAN)).isEqualTo(new Miss(Thread.currentThread().getName()));
	}

	@Test
	void looksUpAgainWhenATrialWasInTime() {
		AtomicInteger lookups = new AtomicInteger();
		AnswerLayer layer = layer(Duration.ofSeconds(10), () -> {
			if (lookups.incrementAndGet() == 1) {
				throw new BreakerOpenException("server");
			}
			return Miss.EXPIRED;
		});
		assertThatExceptionOfType(BreakerOpenException.class).isThrownBy(() -> layer.lookup(QUERY, PLAN));
		await().ignoreException(BreakerOpenException.class)
			.untilAsserted(() -> assertThat(layer.lookup(QUERY, PLAN)).isEqualTo(Miss.EXPIRED));
	}

	private Lookup lookup(Duration deadline, Supplier<Lookup> delegate) {
		return layer(deadline, delegate).lookup(QUERY, PLAN);
	}

	private AnswerLayer layer(Duration deadline, Supplier<Lookup> delegate) {
		AnswerLayer layer = new AnswerLayer() {

			@Override
			public Layer layer() {
				return Layer.SEMANTIC;
			}

			@Override
			public Lookup lookup(CacheQuery query, Plan plan) {
				return delegate.get();
			}

			@Override
			public Lookup lookupNear(CacheQuery query, Plan plan) {
				return new Miss(Thread.currentThread().getName());
			}

			@Override
			public CompletionStage<@Nullable Void> store(CacheQuery query, Plan plan, Entry entry) {
				throw new UnsupportedOperationException();
			}

			@Override
			public Trial trial(CacheQuery query, Plan plan, Entry entry) {
				throw new UnsupportedOperationException();
			}

			@Override
			public void learn(HitSource source, boolean right) {
				throw new UnsupportedOperationException();
			}

			@Override
			public long erase(Set<Mark> marks) {
				return 0;
			}

			@Override
			public long sweep() {
				return 0;
			}

		};
		return new DeadlineLayer(layer, new Deadline(deadline, this.threads), this.breakers.ofServer("lookup"));
	}

}
