package dev.llmcache.transfer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import dev.llmcache.CacheOutcome.Status;
import dev.llmcache.Invalidation;
import dev.llmcache.Layer;
import dev.llmcache.advisor.LlmCacheParams;
import dev.llmcache.embedding.QuestionEmbedder;
import dev.llmcache.key.Secret;
import dev.llmcache.store.AnswerStore;
import dev.llmcache.store.GenerationStore;
import dev.llmcache.store.InMemoryGenerationStore;
import dev.llmcache.store.InMemoryLeaseStore;
import dev.llmcache.store.LeaseStore;
import dev.llmcache.store.VectorIndex;
import dev.llmcache.store.caffeine.CaffeineAnswerStore;
import dev.llmcache.store.lucene.LuceneVectorIndex;
import dev.llmcache.test.MutableInstantSource;
import dev.llmcache.test.WordEmbedder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class ReembeddingTests {

	private static final String REPHRASED = "How can I return article 7x%dx?";

	private static final int ENTRIES = 20;

	private final MutableInstantSource clock = new MutableInstantSource(Instant.parse("2026-01-01T00:00:00Z"));

	private final Secret secret = Secret.random();

	private final GenerationStore generations = new InMemoryGenerationStore(this.clock);

	private final LeaseStore leases = new InMemoryLeaseStore(this.clock);

	private final VectorIndex index = LuceneVectorIndex.inMemory(10 << 20, this.clock);

	private final NewModel model = new NewModel();

	private final Shop before = shop(new WordEmbedder("old"));

	private final Shop after = shop(this.model);

	private final List<Reembedding> started = new ArrayList<>();

	// Each has an exact layer of its own, so that the semantic one is seen
	private Shop shop(QuestionEmbedder embedder) {
		AnswerStore answers = new CaffeineAnswerStore(10 << 20, this.clock);
		return Shop.with(this.secret, this.clock)
			.generations(this.generations)
			.stores(answers, this.index)
			.embedder(embedder)
			.open();
	}

	private Reembedding reembedding(Duration pause) {
		Reembedding reembedding = new Reembedding(List.of(this.index), this.after.questions, this.after.keyring,
				this.after.planner, this.after.generations, this.leases, pause, this.clock);
		this.started.add(reembedding);
		return reembedding;
	}

	private void ask(int number, String tag) {
		this.before.ask(question(number), LlmCacheParams.tags(tag));
	}

	private static String question(int number) {
		return "How do I return article 7x%dx?".formatted(number);
	}

	private Status rephrased(int number) {
		return this.after.ask(REPHRASED.formatted(number), LlmCacheParams.onlyIfCached()).status();
	}

	@AfterEach
	void close() {
		this.started.forEach(Reembedding::close);
		this.before.close();
		this.after.close();
	}

	@Test
	void findsTheEntriesOfAnotherModelAgain() {
		ask(1, "returns");
		this.clock.advance(Duration.ofMinutes(20));
		assertThat(rephrased(1)).isEqualTo(Status.MISS);
		Reembedding reembedding = reembedding(Duration.ZERO);
		assertThat(reembedding.run()).isTrue();
		assertThat(reembedding.progress()).isEqualTo(new ReembeddingProgress(1, 0, 0, true));
		assertThat(this.after.ask(REPHRASED.formatted(1)).layer()).isEqualTo(Layer.SEMANTIC);
		assertThat(this.after.ask(REPHRASED.formatted(1)).age()).isEqualTo(Duration.ofMinutes(20));
		assertThat(this.before.ask(REPHRASED.formatted(1)).layer()).isEqualTo(Layer.SEMANTIC);
	}

	@Test
	void leavesThemAsLongAsTheyHad() {
		ask(1, "returns");
		this.clock.advance(Duration.ofMinutes(20));
		reembedding(Duration.ZERO).run();
		this.clock.advance(Duration.ofMinutes(40));
		assertThat(rephrased(1)).isEqualTo(Status.MISS);
	}

	@Test
	void invalidatesThemAsBefore() {
		ask(1, "returns");
		ask(2, "returns");
		reembedding(Duration.ZERO).run();
		this.after.cache.invalidate(Invalidation.byTag("returns"));
		assertThat(rephrased(1)).isEqualTo(Status.MISS);
	}

	@Test
	void embedsNothingThatMayNotBeServed() {
		ask(1, "returns");
		this.before.cache.invalidate(Invalidation.byTag("returns"));
		ask(2, "other");
		this.clock.advance(Duration.ofHours(1));
		assertThat(reembedding(Duration.ZERO).run()).isTrue();
		assertThat(this.model.calls).hasValue(0);
	}

	@Test
	void whatIsInvalidatedWhileItIsEmbeddedIsNotServed() {
		ask(1, "returns");
		this.model.meanwhile = () -> this.after.cache.invalidate(Invalidation.byTag("returns"));
		assertThat(reembedding(Duration.ZERO).run()).isTrue();
		assertThat(this.model.calls).hasValue(1);
		assertThat(rephrased(1)).isEqualTo(Status.MISS);
	}

	@Test
	void goesOnWhereItWasInterruptedAndEmbedsNothingTwice() {
		for (int i = 0; i < ENTRIES; i++) {
			ask(i, "returns");
		}
		this.model.failsAfter = 7;
		assertThat(reembedding(Duration.ZERO).run()).isFalse();
		this.model.failsAfter = Integer.MAX_VALUE;
		Reembedding afterARestart = reembedding(Duration.ZERO);
		assertThat(afterARestart.run()).isTrue();
		assertThat(afterARestart.progress()).isEqualTo(new ReembeddingProgress(ENTRIES - 7, 7, 0, true));
		for (int i = 0; i < ENTRIES; i++) {
			assertThat(rephrased(i)).isEqualTo(Status.HIT);
		}
	}

	@Test
	void aQuestionThatTheModelRefusesHoldsUpNoOther() {
		for (int i = 0; i < ENTRIES; i++) {
			ask(i, "returns");
		}
		this.model.refused = question(3);
		Reembedding reembedding = reembedding(Duration.ZERO);
		assertThat(reembedding.run()).isFalse();
		assertThat(reembedding.progress()).isEqualTo(new ReembeddingProgress(ENTRIES - 1, 0, 1, false));
	}

	@Test
	void servesAndStoresMeanwhileAndStopsWhenClosed() {
		for (int i = 0; i < ENTRIES; i++) {
			ask(i, "returns");
		}
		Reembedding slow = reembedding(Duration.ofMinutes(10));
		slow.start();
		Awaitility.await().until(() -> slow.progress().embedded() == 1);
		this.after.ask("Where is the shop?");
		assertThat(this.after.ask("Where is the shop?").layer()).isEqualTo(Layer.EXACT);
		assertThat(this.after.ask("Where's the shop?").layer()).isEqualTo(Layer.SEMANTIC);
		slow.close();
		assertThat(slow.progress()).isEqualTo(new ReembeddingProgress(1, 0, 0, false));
	}

	@Test
	void oneInstanceAtATimeWorks() {
		ask(1, "returns");
		ask(2, "returns");
		Reembedding first = reembedding(Duration.ofMinutes(10));
		first.start();
		Awaitility.await().until(() -> first.progress().embedded() == 1);
		Reembedding second = reembedding(Duration.ZERO);
		assertThat(second.run()).isFalse();
		first.close();
		assertThat(second.run()).isTrue();
		assertThat(second.progress()).isEqualTo(new ReembeddingProgress(1, 1, 0, true));
	}

	@Test
	void leavesAloneWhatIsAnotherApplications() {
		ask(1, "returns");
		try (Shop other = Shop.with(this.secret, this.clock)
			.namespace("other")
			.generations(this.generations)
			.stores(new CaffeineAnswerStore(1 << 20, this.clock), LuceneVectorIndex.inMemory(1 << 20, this.clock))
			.embedder(this.model)
			.open()) {
			Reembedding reembedding = new Reembedding(List.of(this.index), other.questions, other.keyring,
					other.planner, other.generations, this.leases, Duration.ZERO, this.clock);
			assertThat(reembedding.run()).isTrue();
			assertThat(this.model.calls).hasValue(0);
		}
	}

	@Test
	void tellsTheLogNothingOfAnEntry(CapturedOutput output) {
		ask(1, "returns");
		this.model.failsAfter = 0;
		reembedding(Duration.ZERO).run();
		this.model.failsAfter = Integer.MAX_VALUE;
		reembedding(Duration.ZERO).run();
		assertThat(output).contains("Re-embedded 1").doesNotContain("article", "answer");
	}

	/**
	 * Model of another dimension, which may fail.
	 */
	private static final class NewModel implements QuestionEmbedder {

		private final WordEmbedder words = new WordEmbedder("new");

		private final AtomicInteger calls = new AtomicInteger();

		private volatile int failsAfter = Integer.MAX_VALUE;

		private volatile String refused = "";

		private volatile Runnable meanwhile = () -> {
		};

		@Override
		public String modelId() {
			return "new";
		}

		@Override
		public int dimension() {
			return this.words.dimension();
		}

		@Override
		public float[] embed(String question) {
			if (this.calls.incrementAndGet() > this.failsAfter || question.equals(this.refused)) {
				throw new IllegalStateException("model of " + question);
			}
			Runnable happening = this.meanwhile;
			this.meanwhile = () -> {
			};
			happening.run();
			return this.words.embed(question);
		}

	}

}
