package dev.llmcache;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import dev.llmcache.Decision.Plan;
import dev.llmcache.Entry;
import dev.llmcache.Lookup.Miss;
import dev.llmcache.Mark;
import dev.llmcache.test.TestPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class DeadlineLayerTests {

	private static final Fingerprint ANY = Fingerprint.of(new byte[Fingerprint.LENGTH]);

	private static final CacheQuery QUERY = new CacheQuery("q", List.of(new CacheKey(ANY, ANY)));

	private static final Plan PLAN = TestPolicy.plan(0.92, Layer.SEMANTIC);

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

	private static Lookup lookup(Duration deadline, Supplier<Lookup> delegate) {
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
		return new DeadlineLayer(layer, new Deadline(deadline, Executors.newVirtualThreadPerTaskExecutor()))
			.lookup(QUERY, PLAN);
	}

}
