package dev.llmcache.embedding;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingOptions;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.ai.openai.OpenAiEmbeddingOptions;

import static org.assertj.core.api.Assertions.assertThat;

class ModelSpaceTests {

	@Test
	void whatMayChangeAVectorIsAnotherSpace() {
		List<Options> all = List.of(new Options("m", null, null), new Options("n", null, null),
				new Options("m", 8, null), new Options("m", null, "query"), new Options("m", null, List.of("a")),
				new Options("m", null, Map.of("a", 1)), new Options("m", null, Map.of("a", 2)));
		assertThat(all.stream().map((options) -> space(options).with(null)).distinct()).hasSameSizeAs(all)
			.doesNotContainNull();
	}

	@Test
	void whatIsAskedForCountsLikeWhatTheModelWasMadeWith() {
		ModelSpace space = space(new Options("m", 8, "query"));
		assertThat(space.with(new Options("m", null, null))).isEqualTo(space.with(null));
		assertThat(space.with(EmbeddingOptions.builder().build())).isEqualTo(space.with(null));
		assertThat(space.with(new Options(null, 4, null))).isEqualTo(space(new Options("m", 4, "query")).with(null));
	}

	@Test
	void secretsAndTheWayToTheServerDoNotCount() {
		ModelSpace one = space(openAi("one").build());
		assertThat(space(openAi("two").maxRetries(7).user("ann").build()).with(null)).isEqualTo(one.with(null));
		assertThat(Objects.requireNonNull(one.with(null)).name()).doesNotContain("one-secret");
		assertThat(space(openAi("one").baseUrl("http://127.0.0.1:2").build()).with(null)).isNotEqualTo(one.with(null));
	}

	private static OpenAiEmbeddingOptions.Builder openAi(String name) {
		return OpenAiEmbeddingOptions.builder()
			.baseUrl("http://127.0.0.1:1")
			.apiKey(name + "-secret")
			.model("text-embedding-3-small");
	}

	@Test
	void anOptionThatCannotBeComparedIsNoSpace() {
		Options unreadable = new Options("m", null, new Object());
		assertThat(space(unreadable).isReadable()).isFalse();
		assertThat(space(unreadable).with(null)).isNull();
		assertThat(space(new Options("m", null, null)).with(unreadable)).isNull();
	}

	@Test
	void aConfiguredNameIsTheSameSpaceForAllBeansThatBearIt() {
		Model model = new Model(new Options(null, null, null));
		assertThat(ModelSpace.of(model, "one", "mine").with(null))
			.isEqualTo(ModelSpace.of(model, "two", "mine").with(null))
			.isNotEqualTo(ModelSpace.of(model, "one", "other").with(null));
		assertThat(ModelSpace.of(model, "one", null).with(null))
			.isNotEqualTo(ModelSpace.of(model, "two", null).with(null));
		assertThat(ModelSpace.of(model, "one", "mine").isNamed()).isTrue();
		assertThat(ModelSpace.of(model, "one", " ").isNamed()).isFalse();
	}

	private static ModelSpace space(EmbeddingOptions options) {
		return ModelSpace.of(new Model(options), "bean", null);
	}

	/**
	 * Options of some provider.
	 *
	 * @param model the model
	 * @param dimensions of the vectors
	 * @param special what only this provider has
	 */
	record Options(@Nullable String model, @Nullable Integer dimensions,
			@Nullable Object special) implements EmbeddingOptions {

		@Override
		public @Nullable String getModel() {
			return this.model;
		}

		@Override
		public @Nullable Integer getDimensions() {
			return this.dimensions;
		}

		public @Nullable Object getSpecial() {
			return this.special;
		}

	}

	private record Model(EmbeddingOptions defaultOptions) implements EmbeddingModel {

		@Override
		public EmbeddingResponse call(EmbeddingRequest request) {
			throw new UnsupportedOperationException();
		}

		@Override
		public float[] embed(Document document) {
			throw new UnsupportedOperationException();
		}

	}

}
