package dev.llmcache.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import dev.llmcache.embedding.local.LocalModel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;

import org.springframework.ai.embedding.EmbeddingModel;

/**
 * The default settings, and pairs written by someone who had not seen the guards.
 */
class FreshPairsTests {

	private static final List<QuestionPair> PAIRS = Stream
		.of(Category.UNITS, Category.MEDIA, Category.DATES, Category.ANAPHORIC, Category.ANTONYMS,
				Category.COMPARATIVES, Category.PARAPHRASES)
		.flatMap(FreshPairsTests::read)
		.toList();

	private static Stream<QuestionPair> read(Category category) {
		String name = "fresh/" + category.label() + ".tsv";
		try (InputStream file = FreshPairsTests.class.getResourceAsStream(name)) {
			String text = new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
			return text.lines()
				.filter((line) -> !line.startsWith("#"))
				.map((line) -> line.split("\t", -1))
				.map((questions) -> new QuestionPair(category, questions[0], questions[1]));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Nested
	class WithMiniLm extends FreshConformance {

		private static final Map<Category, Double> MEASURED_ABOVE_PROMISE = Map.of(Category.ANAPHORIC, 26.0 / 60);

		private static final LocalEmbeddingModel MODEL = new LocalEmbeddingModel(LocalModel.MINILM);

		WithMiniLm() {
			super(MODEL, MEASURED_ABOVE_PROMISE);
		}

		@AfterAll
		static void close() {
			MODEL.close();
		}

	}

	@Nested
	class WithBgeSmall extends FreshConformance {

		private static final Map<Category, Double> MEASURED_ABOVE_PROMISE = Map.of(Category.ANAPHORIC, 24.0 / 60);

		private static final LocalEmbeddingModel MODEL = new LocalEmbeddingModel(LocalModel.BGE_SMALL);

		WithBgeSmall() {
			super(MODEL, MEASURED_ABOVE_PROMISE);
		}

		@AfterAll
		static void close() {
			MODEL.close();
		}

	}

	/**
	 * A model, and the categories in which it does not keep the promise.
	 */
	abstract static class FreshConformance extends SemanticConformance {

		private final EmbeddingModel model;

		private final Map<Category, Double> measuredAbovePromise;

		FreshConformance(EmbeddingModel model, Map<Category, Double> measuredAbovePromise) {
			this.model = model;
			this.measuredAbovePromise = measuredAbovePromise;
		}

		@Override
		protected EmbeddingModel embeddingModel() {
			return this.model;
		}

		@Override
		protected List<QuestionPair> pairs() {
			return PAIRS;
		}

		@Override
		protected double maxAccepted(Category category) {
			return this.measuredAbovePromise.getOrDefault(category, super.maxAccepted(category));
		}

	}

}
