package dev.llmcache.semantic;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import dev.llmcache.Acceptance.Threshold;
import dev.llmcache.Auditing;
import dev.llmcache.CacheKey;
import dev.llmcache.CacheQuery;
import dev.llmcache.CacheScope;
import dev.llmcache.CachedAnswer;
import dev.llmcache.CachedAnswer.Generation;
import dev.llmcache.Decision.Plan;
import dev.llmcache.Entry;
import dev.llmcache.Fingerprint;
import dev.llmcache.Generations;
import dev.llmcache.Layer;
import dev.llmcache.Lifetimes;
import dev.llmcache.Lookup;
import dev.llmcache.Lookup.Hit;
import dev.llmcache.Lookup.Miss;
import dev.llmcache.Mark;
import dev.llmcache.Owner;
import dev.llmcache.ScopePart;
import dev.llmcache.Snapshot;
import dev.llmcache.Stamp;
import dev.llmcache.TokenUsage;
import dev.llmcache.embedding.EmbeddingCache;
import dev.llmcache.embedding.QuestionEmbedder;
import dev.llmcache.embedding.QuestionTooLongException;
import dev.llmcache.key.Keyring;
import dev.llmcache.key.Secret;
import dev.llmcache.store.Neighbour;
import dev.llmcache.store.StoredRecord;
import dev.llmcache.store.VectorEntry;
import dev.llmcache.store.VectorIndex;
import dev.llmcache.test.MutableInstantSource;
import dev.llmcache.test.TestGenerations;
import dev.llmcache.test.TestPolicy;
import dev.llmcache.test.TestSemantics;
import dev.llmcache.test.WordEmbedder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SemanticCacheTests {

	private static final Plan PLAN = TestPolicy.plan(0.7, Layer.SEMANTIC);

	private static final Plan TWO_VARIANTS = new Plan("default", new Owner.Application(), Set.of(Layer.SEMANTIC), true,
			true, false, Lifetimes.of(Duration.ofHours(1)), null, new Threshold(0.7), Auditing.NONE, 2, null, Set.of());

	private static final Mark TAG = new Mark(1, 1);

	private static final Secret SECRET = Secret.random();

	private final MutableInstantSource clock = new MutableInstantSource(Instant.parse("2026-01-01T00:00:00Z"));

	private final WordEmbedder embedder = new WordEmbedder("words");

	private final ListIndex index = new ListIndex();

	private final Generations generations = TestGenerations.local(this.clock);

	private final SemanticCache cache = cache(this.embedder);

	@Test
	void answersARephrasedQuestionOfTheSameScope() {
		store("How do I return a kettle?", "Send it back.");
		this.clock.advance(Duration.ofSeconds(5));
		assertThat(lookup("How can I return a kettle?")).isInstanceOfSatisfying(Hit.class, (hit) -> {
			assertThat(hit.layer()).isEqualTo(Layer.SEMANTIC);
			assertThat(hit.answer().generations().getFirst().text()).isEqualTo("Send it back.");
			assertThat(hit.similarity()).isBetween(0.7, 0.999);
			assertThat(hit.age()).isEqualTo(Duration.ofSeconds(5));
		});
	}

	@Test
	void answersNothingAcrossScopes() {
		store("How do I return a kettle?", "Send it back.");
		assertThat(this.cache.lookup(query(SECRET, "globex", "How do I return a kettle?"), PLAN))
			.isInstanceOf(Miss.class);
	}

	@Test
	void saysWhichGuardRefusedTheNearestQuestion() {
		store("Where is my order 17 of last week?", "On its way.");
		assertThat(lookup("Where is my order 18 of last week?")).isInstanceOfSatisfying(Miss.class, (miss) -> {
			assertThat(miss.reason()).isEqualTo("numbers");
			assertThat(miss.similarity()).isBetween(0.7, 0.999);
		});
	}

	@Test
	void staysOutOfQuestionsThatAreLongerThanTheModelReads() {
		SemanticCache shortSighted = cache(new QuestionEmbedder() {

			@Override
			public String modelId() {
				return "short-sighted";
			}

			@Override
			public int dimension() {
				return 8;
			}

			@Override
			public float[] embed(String question) {
				throw new QuestionTooLongException(600, 510);
			}

		});
		CacheQuery query = query(SECRET, "acme", "How do I return a kettle?");
		assertThat(shortSighted.lookup(query, PLAN)).isEqualTo(new Miss("unmatchable"));
		shortSighted.store(query, PLAN, TestGenerations.entry(answer("Send it back.")));
		assertThat(this.index.entries).isEmpty();
	}

	@Test
	void servesVariantsInTurnOnceThereAreEnough() {
		CacheQuery asked = query(SECRET, "acme", "How do I return a kettle?");
		CacheQuery rephrased = query(SECRET, "acme", "How can I return a kettle?");
		this.cache.store(asked.ofVariant(0), TWO_VARIANTS, TestGenerations.entry(answer("one")));
		assertThat(this.cache.lookup(asked.ofVariant(1), TWO_VARIANTS)).isEqualTo(new Miss("variants-wanted"));
		assertThat(text(this.cache.lookup(rephrased.ofVariant(1), TWO_VARIANTS))).isEqualTo("one");
		this.cache.store(asked.ofVariant(1), TWO_VARIANTS, TestGenerations.entry(answer("two")));
		assertThat(text(this.cache.lookup(rephrased.ofVariant(0), TWO_VARIANTS))).isEqualTo("one");
		assertThat(text(this.cache.lookup(rephrased.ofVariant(1), TWO_VARIANTS))).isEqualTo("two");
	}

	@Test
	void embedsAQuestionOnceForLookupAndStore() {
		lookup("How do I return a kettle?");
		store("How do I return a kettle?", "Send it back.");
		assertThat(this.embedder.calls()).isOne();
	}

	@Test
	void neverMixesTheSpacesOfTwoModels() {
		store("How do I return a kettle?", "Send it back.");
		assertThat(cache(new WordEmbedder("other")).lookup(query(SECRET, "acme", "How do I return a kettle?"), PLAN))
			.isInstanceOf(Miss.class);
	}

	@Test
	void findsWhatWasStoredUnderThePreviousSecret() {
		store("How do I return a kettle?", "Send it back.");
		Keyring rotated = new Keyring(Secret.random(), SECRET);
		CacheQuery query = new CacheQuery("How can I return a kettle?",
				rotated.keysOf(scope("acme"), "How can I return a kettle?"));
		assertThat(this.cache.lookup(query, PLAN)).isInstanceOf(Hit.class);
	}

	@Test
	void neitherEmbedsNorStoresWhatCannotBeMatched() {
		store("?!", "What?");
		assertThat(lookup("?!")).isEqualTo(new Miss("unmatchable"));
		assertThat(this.embedder.calls()).isZero();
		assertThat(this.index.entries).isEmpty();
	}

	@Test
	void takesAnUnreadablePayloadForAMiss() {
		store("How do I return a kettle?", "Send it back.");
		VectorEntry entry = this.index.entries.getFirst();
		for (byte[] payload : List.of(new byte[0], new byte[] { 127, 0, 0, 0, 1 }, new byte[] { 0, 0, 0, 0, '{' })) {
			this.index.entries.set(0, new VectorEntry(entry.id(), entry.partition(), entry.vector(),
					new StoredRecord(0, this.clock.instant(), this.clock.instant(), payload)));
			assertThat(lookup("How do I return a kettle?")).isInstanceOf(Miss.class);
		}
	}

	@Test
	void servesNothingThatWasInvalidated() {
		store("How do I return a kettle?", "Send it back.", TAG);
		assertThat(lookup("How can I return a kettle?")).isInstanceOf(Hit.class);
		this.generations.replace(Set.of(TAG));
		assertThat(lookup("How can I return a kettle?")).isInstanceOf(Miss.class);
	}

	@Test
	void invalidatedEntriesDoNotCrowdOutOthers() {
		for (String word : List.of("red", "blue", "old", "new", "big", "small", "dear", "cheap", "fast", "slow")) {
			store("How do I return a " + word + " kettle?", "Send it back.", TAG);
		}
		store("How could I ever return a kettle?", "Keep it.");
		this.generations.replace(Set.of(TAG));
		assertThat(text(lookup("How do I return a kettle?"))).isEqualTo("Keep it.");
	}

	@Test
	void storesNothingThatWasInvalidatedWhileItWaited() {
		CacheQuery query = query(SECRET, "acme", "How do I return a kettle?");
		Snapshot before = this.generations.snapshot(Set.of(TAG), Duration.ofHours(1));
		this.generations.replace(Set.of(TAG));
		this.cache.store(query, PLAN, new Entry(answer("Send it back."), before, 1));
		assertThat(this.index.entries).isEmpty();
	}

	@Test
	void prefersAFreshAnswerToAStaleOneThatIsNearer() {
		Plan stale = new Plan("default", new Owner.Application(), Set.of(Layer.SEMANTIC), true, true, false,
				new Lifetimes(Duration.ofHours(1), 0, Duration.ofHours(1), Duration.ZERO, false), null,
				new Threshold(0.7), Auditing.NONE, 1, null, Set.of());
		this.cache.store(query(SECRET, "acme", "How do I return a kettle?"), stale,
				TestGenerations.entry(answer("Send it back.")));
		this.clock.advance(Duration.ofMinutes(61));
		assertThat(lookup("How do I return a kettle?")).isInstanceOfSatisfying(Hit.class,
				(hit) -> assertThat(hit.isFresh()).isFalse());
		store("How could I return a kettle?", "Keep it.");
		assertThat(text(lookup("How do I return a kettle?"))).isEqualTo("Keep it.");
	}

	private SemanticCache cache(QuestionEmbedder model) {
		return new SemanticCache(new EmbeddingCache(model, 1_000_000), this.index, TestSemantics.settings(),
				this.generations, SECRET.id(), TestGenerations.DIRECT, this.clock);
	}

	private void store(String question, String answer) {
		this.cache.store(query(SECRET, "acme", question), PLAN, TestGenerations.entry(answer(answer)));
	}

	private void store(String question, String answer, Mark mark) {
		Snapshot snapshot = this.generations.snapshot(Set.of(mark), Duration.ofHours(1));
		this.cache.store(query(SECRET, "acme", question), PLAN, new Entry(answer(answer), snapshot, 1));
	}

	private static CachedAnswer answer(String text) {
		return new CachedAnswer(List.of(new Generation(text, "STOP", Map.of())), null, null, TokenUsage.UNKNOWN,
				Map.of(), Duration.ofSeconds(1));
	}

	private static String text(Lookup lookup) {
		return Objects.requireNonNull(((Hit) lookup).answer().generations().getFirst().text());
	}

	private Lookup lookup(String question) {
		return this.cache.lookup(query(SECRET, "acme", question), PLAN);
	}

	private static CacheQuery query(Secret secret, String owner, String question) {
		List<CacheKey> keys = new Keyring(secret, null).keysOf(scope(owner), question);
		return new CacheQuery(question, keys);
	}

	private static CacheScope scope(String owner) {
		return new CacheScope(List.of(new ScopePart("owner", owner.getBytes(StandardCharsets.UTF_8))));
	}

	private static final class ListIndex implements VectorIndex {

		private final List<VectorEntry> entries = new ArrayList<>();

		@Override
		public List<Neighbour> nearest(Fingerprint partition, float[] vector, int limit) {
			return this.entries.stream()
				.filter((entry) -> entry.partition().equals(partition))
				.map((entry) -> new Neighbour(entry.id(), WordEmbedder.cosine(vector, entry.vector()), entry.record()))
				.sorted((left, right) -> Double.compare(right.similarity(), left.similarity()))
				.limit(limit)
				.toList();
		}

		@Override
		public void put(VectorEntry entry) {
			this.entries.add(entry);
		}

		@Override
		public long erase(Set<Mark> marks) {
			return removeIf((stamp) -> marks.contains(stamp.mark()));
		}

		@Override
		public long sweep(UnaryOperator<Set<Stamp>> outdated) {
			return removeIf((stamp) -> !outdated.apply(Set.of(stamp)).isEmpty());
		}

		private long removeIf(Predicate<Stamp> dead) {
			long before = this.entries.size();
			this.entries.removeIf((entry) -> entry.record().stamps().stream().anyMatch(dead));
			return before - this.entries.size();
		}

		@Override
		public void remove(Fingerprint id) {
			this.entries.removeIf((entry) -> entry.id().equals(id));
		}

		@Override
		public boolean contains(Fingerprint id) {
			return this.entries.stream().anyMatch((entry) -> entry.id().equals(id));
		}

		@Override
		public void forEach(Consumer<StoredRecord> action) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void close() {
			this.entries.clear();
		}

	}

}
