package dev.llmcache.embedding;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import dev.llmcache.Invalidation;
import dev.llmcache.Layer;
import dev.llmcache.Mark;
import dev.llmcache.Owner;
import dev.llmcache.VectorKey;
import dev.llmcache.key.Keyring;
import dev.llmcache.key.Secret;
import dev.llmcache.key.VectorKeys;
import dev.llmcache.store.EmbeddingStore;
import dev.llmcache.test.CountingEmbeddingModel;
import dev.llmcache.test.MutableInstantSource;
import dev.llmcache.test.TestVectors;
import dev.llmcache.test.TestVectors.MapEmbeddingStore;
import org.junit.jupiter.api.Test;

import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.BatchingStrategy;
import org.springframework.ai.embedding.Embedding;
import org.springframework.ai.embedding.EmbeddingOptions;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.ai.embedding.TokenCountBatchingStrategy;

import static dev.llmcache.test.CountingEmbeddingModel.vectorOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class CachingEmbeddingModelTests {

	private static final Owner ACME = new Owner.Tenant("acme");

	private static final EmbeddingOptions NO_OPTIONS = EmbeddingOptions.builder().build();

	private final CountingEmbeddingModel model = new CountingEmbeddingModel();

	private final MapEmbeddingStore store = new MapEmbeddingStore();

	private final VectorMemory memory = TestVectors.memory(this.store);

	private final CachingEmbeddingModel caching = TestVectors.caching(this.model, this.memory, ACME);

	@Test
	void asksTheModelOnlyForWhatNobodyRemembersAndKeepsTheOrder() {
		this.caching.embed("b");
		EmbeddingResponse response = this.caching.embedForResponse(List.of("c", "b", "a", "c"));
		assertThat(response.getResults()).extracting(Embedding::getOutput)
			.containsExactly(vectorOf("c"), vectorOf("b"), vectorOf("a"), vectorOf("c"));
		assertThat(response.getResults()).extracting(Embedding::getIndex).containsExactly(0, 1, 2, 3);
		assertThat(this.model.embedded()).isEqualTo(Map.of("a", 1, "b", 1, "c", 1));
		assertThat(this.model.calls()).isEqualTo(2);
	}

	@Test
	void tellsTheUsageOfWhatTheModelWasAskedFor() {
		this.caching.embed("remembered");
		EmbeddingResponse partly = this.caching.embedForResponse(List.of("remembered", "new"));
		assertThat(partly.getMetadata().getUsage().getPromptTokens()).isEqualTo(3);
		assertThat(partly.getMetadata().getModel()).isEqualTo("counting");
		assertThat(partly.getMetadata().<String>get("region")).isEqualTo("test");
		EmbeddingResponse wholly = this.caching.embedForResponse(List.of("remembered", "new"));
		assertThat(wholly.getMetadata().getUsage().getTotalTokens()).isZero();
		assertThat(wholly.getMetadata().getModel()).isEqualTo("counting");
	}

	@Test
	void callersMayChangeWhatTheyGet() {
		for (int i = 0; i < 3; i++) {
			for (float[] vector : this.caching.embed(List.of("a", "a"))) {
				assertThat(vector).containsExactly(vectorOf("a"));
				vector[0] = 42;
			}
		}
	}

	@Test
	void embedsADocumentOnceForAllOwners() {
		Document document = new Document("text");
		QuestionOwner.of(new Owner.Tenant("globex")).call(() -> this.caching.embed(document));
		assertThat(this.caching.embed(new Document("text"))).containsExactly(vectorOf("text"));
		assertThat(this.caching.embed(List.of(document, new Document("other"), document), NO_OPTIONS,
				new TokenCountBatchingStrategy()))
			.containsExactly(vectorOf("text"), vectorOf("other"), vectorOf("text"));
		assertThat(this.model.embedded()).isEqualTo(Map.of("text", 1, "other", 1));
	}

	@Test
	void aQuestionIsNoDocument() {
		this.caching.embed(new Document("text"));
		this.caching.embed("text");
		assertThat(this.model.embedded()).isEqualTo(Map.of("text", 2));
	}

	@Test
	void aQuestionIsItsOwnersAlone() {
		this.caching.embed("text");
		QuestionOwner.of(new Owner.Tenant("globex")).call(() -> this.caching.embed("text"));
		QuestionOwner.of(new Owner.User("acme", "ann")).call(() -> this.caching.embed("text"));
		assertThat(this.model.embedded()).isEqualTo(Map.of("text", 3));
		QuestionOwner.of(ACME).call(() -> this.caching.embed("text"));
		assertThat(this.model.embedded()).isEqualTo(Map.of("text", 3));
	}

	@Test
	void aQuestionOfNobodyKnowsWhomIsNotRemembered() {
		CachingEmbeddingModel unbound = TestVectors.caching(this.model, this.memory, null);
		assertThat(unbound.embed("text")).containsExactly(vectorOf("text"));
		unbound.embed("text");
		QuestionOwner.NOBODY.call(() -> this.caching.embed("text"));
		assertThat(this.model.embedded()).isEqualTo(Map.of("text", 3));
		assertThat(this.store.vectors).isEmpty();
	}

	@Test
	void whatTheModelIsAskedForIsPartOfTheKey() {
		call("a", EmbeddingOptions.builder().dimensions(8).build());
		call("a", EmbeddingOptions.builder().model("large").build());
		call("a", NO_OPTIONS);
		assertThat(this.model.embedded()).isEqualTo(Map.of("a", 3));
		call("a", EmbeddingOptions.builder().model("counting").build());
		this.caching.call(new EmbeddingRequest(List.of("a"), null));
		assertThat(this.model.embedded()).isEqualTo(Map.of("a", 3));
	}

	@Test
	void anotherModelIsAnotherSpace() {
		CountingEmbeddingModel other = new CountingEmbeddingModel("other");
		this.caching.embed("a");
		TestVectors.caching(other, this.memory, ACME).embed("a");
		assertThat(other.embedded()).isEqualTo(Map.of("a", 1));
	}

	@Test
	void modelsThatDoNotSayWhatTheyAreAreToldApartByTheirBeansAndNotStored() {
		CountingEmbeddingModel nameless = new CountingEmbeddingModel("");
		for (String bean : List.of("one", "two")) {
			CachingEmbeddingModel caching = new CachingEmbeddingModel(nameless, ModelSpace.of(nameless, bean, null),
					this.memory, ACME);
			assertThat(caching.isNamed()).isFalse();
			caching.embed(new Document("text"));
			caching.embed(new Document("text"));
		}
		assertThat(nameless.embedded()).isEqualTo(Map.of("text", 2));
		assertThat(this.store.vectors).isEmpty();
		new CachingEmbeddingModel(nameless, ModelSpace.of(nameless, "one", "mine"), this.memory, ACME)
			.embed(new Document("text"));
		assertThat(this.store.vectors).hasSize(1);
	}

	@Test
	void aRestartWithTheStoreEmbedsNothing() {
		this.caching.embed(List.of(new Document("a"), new Document("b")), NO_OPTIONS, new TokenCountBatchingStrategy());
		CountingEmbeddingModel restarted = new CountingEmbeddingModel();
		assertThat(TestVectors.caching(restarted, TestVectors.memory(this.store), ACME)
			.embed(List.of(new Document("b"), new Document("a")), NO_OPTIONS, new TokenCountBatchingStrategy()))
			.containsExactly(vectorOf("b"), vectorOf("a"));
		assertThat(restarted.calls()).isZero();
	}

	@Test
	void findsWhatWasStoredUnderThePreviousSecretAndStoresItAnew() {
		this.caching.embed(new Document("a"));
		VectorMemory rotated = rotated(Secret.random());
		CountingEmbeddingModel restarted = new CountingEmbeddingModel();
		TestVectors.caching(restarted, rotated, ACME).embed(new Document("a"));
		assertThat(restarted.calls()).isZero();
		assertThat(this.store.vectors).hasSize(2);
	}

	private VectorMemory rotated(Secret current) {
		Secret previous = Secret.of("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8));
		VectorKeys keys = new VectorKeys(new Keyring(current, previous), TestVectors.MARKS, "test");
		return VectorMemory.before(this.store, keys, MemorySettings.ofSize(1 << 20), (layer, failure) -> {
			throw new AssertionError(failure);
		}, new MutableInstantSource(Instant.EPOCH));
	}

	@Test
	void whatIsStoredAndCannotBeReadIsEmbedded() {
		this.caching.embed(new Document("a"));
		this.store.vectors.replaceAll((key, bytes) -> new byte[] { 'L', 'V', 9 });
		CountingEmbeddingModel restarted = new CountingEmbeddingModel();
		assertThat(TestVectors.caching(restarted, TestVectors.memory(this.store), ACME).embed(new Document("a")))
			.containsExactly(vectorOf("a"));
		assertThat(restarted.calls()).isOne();
		assertThat(this.store.vectors.values()).allSatisfy((bytes) -> assertThat(bytes).hasSizeGreaterThan(3));
	}

	@Test
	void anErasedTenantsQuestionsAreGoneAndDocumentsAreNot() {
		this.caching.embed("question");
		QuestionOwner.of(new Owner.User("acme", "ann")).call(() -> this.caching.embed("hers"));
		QuestionOwner.of(new Owner.Tenant("globex")).call(() -> this.caching.embed("question"));
		this.caching.embed(new Document("text"));
		assertThat(this.memory.erase(Set.copyOf(TestVectors.MARKS.of(Invalidation.byTenant("acme"))))).isEqualTo(2);
		assertThat(this.store.vectors).hasSize(2);
		this.caching.embed("question");
		this.caching.embed(new Document("text"));
		QuestionOwner.of(new Owner.Tenant("globex")).call(() -> this.caching.embed("question"));
		assertThat(this.model.embedded()).isEqualTo(Map.of("question", 3, "hers", 1, "text", 1));
	}

	@Test
	void anErasedUsersQuestionsAreGone() {
		this.caching.embed("question");
		QuestionOwner.of(new Owner.User("acme", "ann")).call(() -> this.caching.embed("hers"));
		this.memory.erase(Set.copyOf(TestVectors.MARKS.of(Invalidation.byUser("acme", "ann"))));
		assertThat(this.store.vectors.keySet()).extracting(VectorKey::owner)
			.containsExactly(TestVectors.MARKS.of(Invalidation.byTenant("acme")));
	}

	@Test
	void whatIsBeingEmbeddedWhileItsOwnerIsErasedIsNotRemembered() {
		this.model
			.before((texts) -> this.memory.erase(Set.copyOf(TestVectors.MARKS.of(Invalidation.byTenant("acme")))));
		assertThat(this.caching.embed("question")).containsExactly(vectorOf("question"));
		this.model.before((texts) -> {
		});
		assertThat(this.store.vectors).isEmpty();
		this.caching.embed("question");
		assertThat(this.model.embedded()).isEqualTo(Map.of("question", 2));
	}

	@Test
	void whatIsErasedElsewhereIsForgottenHere() {
		this.caching.embed("question");
		this.caching.embed(new Document("text"));
		this.store.vectors.clear();
		assertThat(this.memory.forget()).isOne();
		this.caching.embed("question");
		this.caching.embed(new Document("text"));
		assertThat(this.model.embedded()).isEqualTo(Map.of("question", 2, "text", 1));
	}

	@Test
	void whatTheModelGaveBeforeItFailedIsKept() {
		AtomicInteger calls = new AtomicInteger();
		this.model.before((texts) -> {
			if (calls.incrementAndGet() == 2) {
				throw new IllegalStateException("down");
			}
		});
		List<Document> documents = List.of(new Document("a"), new Document("b"), new Document("c"));
		assertThatIllegalStateException().isThrownBy(() -> this.caching.embed(documents, NO_OPTIONS, one()))
			.withMessage("down");
		assertThat(this.caching.embed(documents, NO_OPTIONS, one())).containsExactly(vectorOf("a"), vectorOf("b"),
				vectorOf("c"));
		assertThat(this.model.embedded()).isEqualTo(Map.of("a", 1, "b", 1, "c", 1));
	}

	private static BatchingStrategy one() {
		return (documents) -> documents.stream().map(List::of).toList();
	}

	@Test
	void aStoreThatFailsIsReportedAndGivenARest() {
		List<Layer> failures = new ArrayList<>();
		MutableInstantSource clock = new MutableInstantSource(Instant.EPOCH);
		AtomicInteger asked = new AtomicInteger();
		VectorMemory failing = VectorMemory.before(failing(asked), TestVectors.keys(), MemorySettings.ofSize(1 << 20),
				(layer, failure) -> failures.add(layer), clock);
		CachingEmbeddingModel caching = TestVectors.caching(this.model, failing, ACME);
		for (int i = 0; i < 10; i++) {
			assertThat(caching.embed(new Document("text " + i))).containsExactly(vectorOf("text " + i));
		}
		assertThat(asked).hasValue(1);
		assertThat(failures).containsExactly(Layer.EMBEDDING);
		assertThat(failing.counts().failures()).isOne();
		clock.advance(Duration.ofSeconds(1));
		caching.embed(new Document("another"));
		assertThat(asked).hasValue(2);
	}

	private static EmbeddingStore failing(AtomicInteger asked) {
		return new EmbeddingStore() {

			@Override
			public boolean keeps(VectorKey.Kind kind) {
				return true;
			}

			@Override
			public Map<VectorKey, byte[]> get(Collection<VectorKey> keys) {
				asked.incrementAndGet();
				throw new UnsupportedOperationException();
			}

			@Override
			public void put(Map<VectorKey, byte[]> vectors) {
				asked.incrementAndGet();
				throw new UnsupportedOperationException();
			}

			@Override
			public long erase(Set<Mark> marks) {
				throw new UnsupportedOperationException();
			}

			@Override
			public void close() {
				// Nothing is open
			}

		};
	}

	@Test
	void aModelThatGivesAnotherNumberOfVectorsIsAskedAsIfThereWereNoMemory() {
		CountingEmbeddingModel odd = new CountingEmbeddingModel() {

			@Override
			public EmbeddingResponse call(EmbeddingRequest request) {
				List<String> texts = request.getInstructions();
				return super.call(new EmbeddingRequest((texts.size() == 2) ? texts.subList(0, 1) : texts, null));
			}

		};
		CachingEmbeddingModel caching = TestVectors.caching(odd, this.memory, ACME);
		assertThat(caching.embedForResponse(List.of("a", "b")).getResults()).hasSize(1);
		assertThat(caching.embed("b")).containsExactly(vectorOf("b"));
	}

	@Test
	void switchedOffItIsTheModel() {
		this.caching.embed("a");
		this.memory.setEnabled(false);
		this.caching.embed("a");
		this.caching.embed(new Document("a"));
		assertThat(this.model.embedded()).isEqualTo(Map.of("a", 3));
		this.memory.setEnabled(true);
		this.caching.embed("a");
		assertThat(this.model.embedded()).isEqualTo(Map.of("a", 3));
	}

	@Test
	void countsWhatItDid() {
		this.caching.embed(List.of("a", "b", "a"));
		this.caching.embed(List.of("a", "c"));
		assertThat(this.memory.counts()).isEqualTo(new EmbeddingCounts(5, 3, 2, 0));
	}

	@Test
	void asksForTheDimensionOnce() {
		AtomicInteger asked = new AtomicInteger();
		CachingEmbeddingModel caching = TestVectors.caching(new CountingEmbeddingModel() {

			@Override
			public int dimensions() {
				asked.incrementAndGet();
				return super.dimensions();
			}

		}, this.memory, ACME);
		assertThat(caching.dimensions()).isEqualTo(16);
		assertThat(caching.dimensions()).isEqualTo(16);
		assertThat(asked).hasValue(1);
	}

	@Test
	void itsKeysTellNeitherTextNorOwner() {
		this.caching.embed("question");
		assertThat(this.store.vectors.keySet().toString()).doesNotContain("question", "acme");
		assertThat(this.caching).hasToString("CachingEmbeddingModel[CountingEmbeddingModel]");
	}

	private void call(String text, EmbeddingOptions options) {
		this.caching.call(new EmbeddingRequest(List.of(text), options));
	}

}
