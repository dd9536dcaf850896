package dev.llmcache.embedding;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import dev.llmcache.Owner;
import dev.llmcache.store.EmbeddingStore;
import dev.llmcache.test.CountingEmbeddingModel;
import dev.llmcache.test.MutableInstantSource;
import dev.llmcache.test.TestVectors;
import dev.llmcache.test.TestVectors.MapEmbeddingStore;
import org.junit.jupiter.api.Test;

import org.springframework.ai.content.Media;
import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.BatchingStrategy;
import org.springframework.ai.embedding.EmbeddingOptions;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;

import static dev.llmcache.test.CountingEmbeddingModel.vectorOf;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a caller gets is what the model itself would have given, whatever the model is.
 */
class FaithfulVectorsTests {

	private static final Owner ACME = new Owner.Tenant("acme");

	private static final EmbeddingOptions NO_OPTIONS = EmbeddingOptions.builder().build();

	private final MapEmbeddingStore store = new MapEmbeddingStore();

	private final VectorMemory memory = TestVectors.memory(this.store);

	@Test
	void aModelMayEmbedAQuestionInAnotherWayThanAText() {
		CountingEmbeddingModel prefixing = new PrefixingModel();
		CachingEmbeddingModel caching = TestVectors.caching(prefixing, this.memory, ACME);
		for (int i = 0; i < 2; i++) {
			assertThat(caching.embed("a")).containsExactly(vectorOf("query: a"));
			assertThat(caching.embed(List.of("a"))).containsExactly(vectorOf("a"));
			assertThat(caching.embedForResponse(List.of("a")).getResult().getOutput()).containsExactly(vectorOf("a"));
			assertThat(caching.call(new EmbeddingRequest(List.of("a"), NO_OPTIONS)).getResult().getOutput())
				.containsExactly(vectorOf("a"));
		}
		assertThat(prefixing.embedded()).containsEntry("query: a", 1);
	}

	@Test
	void theCacheSharesAQuestionWithAModelThatEmbedsItInAnotherWay() {
		CountingEmbeddingModel prefixing = new PrefixingModel();
		CachingEmbeddingModel caching = TestVectors.caching(prefixing, this.memory, ACME);
		EmbeddingCache cache = new EmbeddingCache(new SpringAiQuestionEmbedder(prefixing, null, caching.space()),
				this.memory);
		cache.embed(ACME, "a");
		assertThat(caching.call(new EmbeddingRequest(List.of("a"), NO_OPTIONS)).getResult().getOutput())
			.containsExactly(vectorOf("a"));
		assertThat(caching.embed("a")).containsExactly(vectorOf("query: a"));
		assertThat(prefixing.embedded()).isEqualTo(Map.of("query: a", 1, "a", 1));
	}

	@Test
	void aStrategyThatMakesOtherDocumentsIsFollowed() {
		CountingEmbeddingModel model = new CountingEmbeddingModel();
		CachingEmbeddingModel caching = TestVectors.caching(model, this.memory, ACME);
		BatchingStrategy shortening = (documents) -> documents.stream()
			.map((document) -> List.of(new Document(Objects.requireNonNull(document.getText()).substring(0, 1))))
			.toList();
		List<Document> documents = List.of(new Document("first"), new Document("second"));
		for (int i = 0; i < 2; i++) {
			assertThat(caching.embed(documents, NO_OPTIONS, shortening)).containsExactly(vectorOf("f"), vectorOf("s"));
		}
		assertThat(caching.embed(new Document("first"))).containsExactly(vectorOf("first"));
	}

	@Test
	void aModelThatIsExchangedBehindItsBeanIsAnother() {
		AtomicReference<CountingEmbeddingModel> target = new AtomicReference<>(new CountingEmbeddingModel("one"));
		CachingEmbeddingModel caching = TestVectors.caching(new Refreshable(target), this.memory, ACME);
		caching.embed("a");
		caching.embed(new Document("a"));
		CountingEmbeddingModel two = new CountingEmbeddingModel("two");
		target.set(two);
		caching.embed("a");
		caching.embed(new Document("a"));
		assertThat(two.embedded()).isEqualTo(Map.of("a", 2));
	}

	@Test
	void whatWasRoundedIsNotServedAsExact() {
		EmbeddingStore kept = this.store;
		CountingEmbeddingModel model = new CountingEmbeddingModel();
		TestVectors.caching(model, memory(kept, true), ACME).embed(new Document("a"));
		assertThat(TestVectors.caching(model, memory(kept, false), ACME).embed(new Document("a")))
			.containsExactly(vectorOf("a"));
		assertThat(TestVectors.caching(model, memory(kept, false), ACME).embed(new Document("a")))
			.containsExactly(vectorOf("a"));
		assertThat(model.embedded()).isEqualTo(Map.of("a", 2));
	}

	private static VectorMemory memory(EmbeddingStore store, boolean half) {
		MemorySettings exact = MemorySettings.ofSize(1 << 20);
		return VectorMemory.before(store, TestVectors.keys(),
				new MemorySettings(exact.maximumBytes(), half, exact.patience()), (layer, failure) -> {
					throw new AssertionError(failure);
				}, new MutableInstantSource(Instant.EPOCH));
	}

	@Test
	void messagesOfAConversationAreNoDocumentsThatAllShare() {
		CountingEmbeddingModel model = new CountingEmbeddingModel();
		CachingEmbeddingModel caching = TestVectors.caching(model, this.memory, ACME);
		// As Spring AI's memory of conversations in a vector store has them
		Document message = new Document("my address is", Map.of("conversationId", "c1", "messageType", "USER"));
		caching.embed(message);
		caching.embed(List.of(message), NO_OPTIONS, List::of);
		assertThat(model.embedded()).isEqualTo(Map.of("my address is", 2));
		assertThat(this.store.vectors).isEmpty();
	}

	@Test
	void aPictureIsNotTakenForAnotherOfTheSameCaption() {
		CountingEmbeddingModel model = new CountingEmbeddingModel() {

			@Override
			public String getEmbeddingContent(Document document) {
				return "picture";
			}

		};
		CachingEmbeddingModel caching = TestVectors.caching(model, this.memory, ACME);
		for (int i = 0; i < 2; i++) {
			Document picture = new Document(
					Media.builder().mimeType(Media.Format.IMAGE_PNG).data(new byte[] { (byte) i }).build(), Map.of());
			caching.embed(picture);
			caching.embed(List.of(picture), NO_OPTIONS, List::of);
		}
		assertThat(model.calls()).isEqualTo(4);
	}

	@Test
	void anEmptyDocumentKeepsNoOtherFromBeingRemembered() {
		CountingEmbeddingModel model = new CountingEmbeddingModel();
		CachingEmbeddingModel caching = TestVectors.caching(model, this.memory, ACME);
		for (int i = 0; i < 2; i++) {
			assertThat(caching.embed(List.of(new Document("a"), new Document("")), NO_OPTIONS, List::of))
				.containsExactly(vectorOf("a"), vectorOf(""));
		}
		assertThat(model.embedded()).isEqualTo(Map.of("a", 1, "", 1));
	}

	/** Embeds questions with what a model of the family of E5 wants before them. */
	private static final class PrefixingModel extends CountingEmbeddingModel {

		@Override
		public float[] embed(String text) {
			return call(new EmbeddingRequest(List.of("query: " + text), NO_OPTIONS)).getResult().getOutput();
		}

	}

	/** Stands for another model after each refresh, as a bean of a refresh scope does. */
	private static final class Refreshable extends CountingEmbeddingModel {

		private final AtomicReference<CountingEmbeddingModel> target;

		Refreshable(AtomicReference<CountingEmbeddingModel> target) {
			this.target = target;
		}

		@Override
		public EmbeddingOptions getOptions() {
			return this.target.get().getOptions();
		}

		@Override
		public EmbeddingResponse call(EmbeddingRequest request) {
			return this.target.get().call(request);
		}

	}

}
