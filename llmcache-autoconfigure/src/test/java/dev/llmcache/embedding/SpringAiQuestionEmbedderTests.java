package dev.llmcache.embedding;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import dev.llmcache.test.CountingEmbeddingModel;
import org.junit.jupiter.api.Test;
import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.Embedding;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingOptions;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class SpringAiQuestionEmbedderTests {

	private final FakeModel model = new FakeModel();

	@Test
	void givesTheModelsOwnVector() {
		assertThat(new SpringAiQuestionEmbedder(this.model, null).embed("a")).containsExactly(0f, 5f);
	}

	@Test
	void knowsItsSpaceWithoutAskingTheModel() {
		assertThat(new SpringAiQuestionEmbedder(this.model, null).space().isNamed()).isFalse();
		assertThat(new SpringAiQuestionEmbedder(this.model, "mine").space().isNamed()).isTrue();
		assertThat(new SpringAiQuestionEmbedder(new ModelWithOptions("large"), null).space().isNamed()).isTrue();
		assertThat(this.model.calls).hasValue(0);
	}

	@Test
	void whatChangesAVectorIsAnotherSpace() {
		CountingEmbeddingModel shorter = new CountingEmbeddingModel() {

			@Override
			public EmbeddingOptions getOptions() {
				return EmbeddingOptions.builder().model("counting").dimensions(8).build();
			}

		};
		for (String configured : List.of("", "mine")) {
			assertThat(new SpringAiQuestionEmbedder(shorter, configured).space())
				.isNotEqualTo(new SpringAiQuestionEmbedder(new CountingEmbeddingModel(), configured).space());
		}
	}

	@Test
	void takesTheDimensionOfTheFirstVector() {
		SpringAiQuestionEmbedder embedder = new SpringAiQuestionEmbedder(this.model, null);
		embedder.embed("a");
		assertThat(embedder.dimension()).isEqualTo(2);
		assertThat(this.model.calls).hasValue(1);
	}

	@Test
	void asksForTheDimensionOnce() {
		SpringAiQuestionEmbedder embedder = new SpringAiQuestionEmbedder(this.model, null);
		assertThat(this.model.calls).hasValue(0);
		assertThat(embedder.dimension()).isEqualTo(2);
		assertThat(embedder.dimension()).isEqualTo(2);
		assertThat(this.model.calls).hasValue(1);
	}

	@Test
	void refusesAModelThatChangesItsDimension() {
		SpringAiQuestionEmbedder embedder = new SpringAiQuestionEmbedder(this.model, null);
		embedder.embed("a");
		this.model.vector = new float[] { 1, 0, 0 };
		assertThatIllegalStateException().isThrownBy(() -> embedder.embed("a")).withMessageContaining("from 2 to 3");
	}

	@Test
	void isNamedAfterTheModelsClass() {
		assertThat(new SpringAiQuestionEmbedder(this.model, null).modelId())
			.isEqualTo("SpringAiQuestionEmbedderTests.FakeModel/2");
	}

	@Test
	void isNamedAfterTheModelsOptions() {
		assertThat(new SpringAiQuestionEmbedder(new ModelWithOptions("large"), " ").modelId())
			.isEqualTo("SpringAiQuestionEmbedderTests.ModelWithOptions/large/2");
		assertThat(new SpringAiQuestionEmbedder(new ModelWithOptions(null), null).modelId())
			.isEqualTo("SpringAiQuestionEmbedderTests.ModelWithOptions/2");
	}

	@Test
	void isNamedAsConfigured() {
		assertThat(new SpringAiQuestionEmbedder(this.model, "mine").modelId()).isEqualTo("mine/2");
	}

	static class FakeModel implements EmbeddingModel {

		private final AtomicInteger calls = new AtomicInteger();

		private float[] vector = { 0, 5 };

		@Override
		public EmbeddingResponse call(EmbeddingRequest request) {
			this.calls.incrementAndGet();
			return new EmbeddingResponse(List.of(new Embedding(this.vector, 0)));
		}

		@Override
		public float[] embed(Document document) {
			throw new UnsupportedOperationException();
		}

	}

	static final class ModelWithOptions extends FakeModel {

		private final @Nullable String name;

		private ModelWithOptions(@Nullable String name) {
			this.name = name;
		}

		public EmbeddingOptions getOptions() {
			EmbeddingOptions.Builder options = EmbeddingOptions.builder();
			return (this.name != null) ? options.model(this.name).build() : options.build();
		}

	}

}
