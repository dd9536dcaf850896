package dev.llmcache.embedding;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import dev.llmcache.BreakerOpenException;
import dev.llmcache.Deadline;
import dev.llmcache.DeadlineExceededException;
import dev.llmcache.Fingerprint;
import dev.llmcache.Owner;
import dev.llmcache.breaker.Breaker;
import dev.llmcache.breaker.Breakers;
import dev.llmcache.breaker.ImpatientCalls;
import dev.llmcache.test.MutableInstantSource;
import dev.llmcache.test.TestVectors;
import dev.llmcache.test.WordEmbedder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * What a model that hangs costs those who only wait so long.
 */
@Timeout(30)
class ImpatientQuestionsTests {

	private static final Owner ACME = new Owner.Tenant("acme");

	private static final Fingerprint SCOPE = Fingerprint.of(new byte[Fingerprint.LENGTH]);

	/** Of the first ten, since one was in time. */
	private static final int LATE = 9;

	private final MutableInstantSource clock = new MutableInstantSource(Instant.EPOCH);

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	private final Deadline patience = new Deadline(Duration.ofMillis(20), this.threads);

	private final Breakers breakers = new Breakers(this.clock);

	private final Model model = new Model();

	private final EmbeddingCache cache = new EmbeddingCache(this.model,
			VectorMemory.inProcess(TestVectors.keys(), MemorySettings.ofSize(1 << 20)),
			new ImpatientCalls(this.breakers.ofEmbedding(), this.patience));

	@BeforeEach
	void remember() {
		ask("known");
	}

	@AfterEach
	void stop() {
		this.model.hanging.countDown();
		this.breakers.close();
		this.threads.shutdownNow();
	}

	@Test
	void refusesQuestionsAtOnceWhenTooManyHaveWaitedInVain() {
		hang();
		int asked = this.model.asked.get();
		assertThatExceptionOfType(BreakerOpenException.class).isThrownBy(() -> ask("one more"));
		assertThat(this.model.asked.get()).as("but for the trial").isLessThanOrEqualTo(asked + 1);
	}

	@Test
	void goesOnAnsweringWhatItRemembers() {
		hang();
		assertThat(ask("known")).hasSize(this.model.dimension());
	}

	@Test
	void refusesNothingThatIsNobodysQuestion() {
		hang();
		this.model.hanging.countDown();
		assertThat(this.cache.embed(SCOPE, "imported")).hasSize(this.model.dimension());
	}

	@Test
	void isNotClosedByWhatItRemembers() {
		hang();
		ask("known");
		assertThatExceptionOfType(BreakerOpenException.class).isThrownBy(() -> ask("one more"));
	}

	@Test
	void asksAgainOnceATrialWasAnsweredInTime() {
		hang();
		this.model.hanging.countDown();
		await().ignoreException(BreakerOpenException.class).untilAsserted(() -> {
			this.clock.advance(Breaker.LONGEST_PAUSE);
			assertThat(ask("one more")).hasSize(this.model.dimension());
		});
	}

	private void hang() {
		this.model.hangs = true;
		for (int i = 0; i < LATE; i++) {
			String question = "late " + i;
			assertThatExceptionOfType(DeadlineExceededException.class).isThrownBy(() -> ask(question));
		}
	}

	private float[] ask(String question) {
		return this.patience.call(() -> this.cache.embed(ACME, question));
	}

	private static final class Model implements QuestionEmbedder {

		private final WordEmbedder words = new WordEmbedder("words");

		private final AtomicInteger asked = new AtomicInteger();

		private final CountDownLatch hanging = new CountDownLatch(1);

		private volatile boolean hangs;

		@Override
		public String modelId() {
			return this.words.modelId();
		}

		@Override
		public int dimension() {
			return this.words.dimension();
		}

		@Override
		public float[] embed(String question) {
			this.asked.incrementAndGet();
			if (this.hangs) {
				try {
					this.hanging.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			}
			return this.words.embed(question);
		}

	}

}
