package dev.llmcache.exact;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.llmcache.AnswerComparison;
import dev.llmcache.CacheKey;
import dev.llmcache.CacheQuery;
import dev.llmcache.CachedAnswer;
import dev.llmcache.CachedAnswer.Generation;
import dev.llmcache.CachedAnswer.Media;
import dev.llmcache.Candidates.Voter;
import dev.llmcache.Decision.Plan;
import dev.llmcache.Entry;
import dev.llmcache.Fingerprint;
import dev.llmcache.Generations;
import dev.llmcache.Layer;
import dev.llmcache.Mark;
import dev.llmcache.MediaContent.Bytes;
import dev.llmcache.TokenUsage;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.test.MapAnswerStore;
import dev.llmcache.test.MutableInstantSource;
import dev.llmcache.test.TestGenerations;
import dev.llmcache.test.TestPolicy;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AnswerCandidates} of several instances at once.
 */
class AnswerCandidatesTests {

	private static final Plan PLAN = TestPolicy.plan(0.8, Layer.EXACT);

	private final MutableInstantSource clock = new MutableInstantSource(Instant.parse("2026-01-01T00:00:00Z"));

	private final MapAnswerStore store = new MapAnswerStore(this.clock);

	private final Generations generations = TestGenerations.local(this.clock);

	private final AnswerCandidates candidates = instance(AnswerComparison.BY_TEXT);

	private AnswerCandidates instance(AnswerComparison comparison) {
		return new AnswerCandidates(this.store, TestGenerations.DIRECT, this.generations, comparison, 1, this.clock);
	}

	private static CacheQuery query(String question) {
		Fingerprint root = Fingerprint.of(new byte[Fingerprint.LENGTH]);
		return new CacheQuery(question,
				List.of(new CacheKey(root, root.derive(question.getBytes(StandardCharsets.UTF_8)))));
	}

	private static CachedAnswer answer(String text) {
		return new CachedAnswer(List.of(new Generation(text, "STOP", Map.of())), "id", "model", TokenUsage.UNKNOWN,
				Map.of(), Duration.ZERO);
	}

	private static Voter voter(int number) {
		Mark mark = new Mark(7, number);
		return new Voter(mark, List.of(mark), Mark.NO_TENANT);
	}

	private boolean propose(AnswerCandidates candidates, String question, String answer, int voter) {
		return propose(candidates, question, answer(answer), voter);
	}

	private boolean propose(AnswerCandidates candidates, String question, CachedAnswer answer, int voter) {
		Entry entry = new Entry(answer, this.generations.snapshot(List.of(), Duration.ofHours(1)), 0);
		return candidates.propose(query(question), PLAN, entry, voter(voter), 3).toCompletableFuture().join();
	}

	@Test
	void twoUsersAreNeverThreeHoweverManyInstancesCountAtOnce() throws Exception {
		AnswerCandidates other = instance(AnswerComparison.BY_TEXT);
		try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
			for (int round = 0; round < 300; round++) {
				String question = "question " + round;
				List<Future<Boolean>> all = new ArrayList<>();
				for (int i = 0; i < 16; i++) {
					int user = i % 2;
					AnswerCandidates any = (i % 4 < 2) ? this.candidates : other;
					all.add(threads.submit(() -> propose(any, question, "At nine.", user)));
				}
				for (Future<Boolean> one : all) {
					assertThat(one.get()).isFalse();
				}
				propose(other, question, "At nine.", 0);
				propose(other, question, "At nine.", 1);
				assertThat(propose(this.candidates, question, "At nine.", 2)).isTrue();
			}
		}
	}

	@Test
	void answersInOtherWordsCountAsTheComparisonSays() {
		AnswerCandidates lenient = instance((query, stored, answer) -> Optional.of(true));
		assertThat(propose(lenient, "q", "At nine.", 1)).isFalse();
		assertThat(propose(lenient, "q", "We open at nine.", 2)).isFalse();
		assertThat(propose(lenient, "q", "Nine o'clock.", 3)).isTrue();
	}

	@Test
	void picturesConfirmNoPictures() {
		for (int i = 1; i <= 4; i++) {
			Media picture = new Media("image/png", "id", "name", new Bytes(new byte[] { (byte) i }));
			CachedAnswer answer = new CachedAnswer(List
				.of(new Generation("Here.", List.of(), List.of(picture), "STOP", List.of(), Map.of(), Map.of())), "id",
					"model", TokenUsage.UNKNOWN, Map.of(), Duration.ZERO);
			assertThat(propose(this.candidates, "q", answer, i)).isFalse();
		}
	}

	@Test
	void ofAnotherQuestionTheyDoNotCount() {
		assertThat(propose(this.candidates, "one", "At nine.", 1)).isFalse();
		assertThat(propose(this.candidates, "one", "At nine.", 2)).isFalse();
		assertThat(propose(this.candidates, "another", "At nine.", 3)).isFalse();
	}

	@Test
	void whoeverChangesWhatTheyWereGivenCountsForTheLatest() {
		propose(this.candidates, "q", "At nine.", 1);
		propose(this.candidates, "q", "At ten.", 1);
		propose(this.candidates, "q", "At nine.", 2);
		assertThat(propose(this.candidates, "q", "At nine.", 3)).isFalse();
		assertThat(this.store.records()).hasSize(3);
	}

	@Test
	void takesNoMoreThanAFewPlacesForAQuestion() {
		for (int i = 0; i < 100; i++) {
			this.clock.advance(Duration.ofMillis(1));
			propose(this.candidates, "q", "answer " + i, i);
		}
		assertThat(this.store.records()).hasSize(4);
	}

	@Test
	void whatCannotBeReadCountsForNothing() {
		propose(this.candidates, "q", "At nine.", 1);
		propose(this.candidates, "q", "At nine.", 2);
		this.store.records()
			.replaceAll((key, record) -> new StoredRecord(1, this.clock.instant(), this.clock.instant().plusSeconds(60),
					new byte[] { 0x43 }));
		assertThat(propose(this.candidates, "q", "At nine.", 3)).isFalse();
	}

}
