package dev.llmcache.conformance;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;

import dev.llmcache.Acceptance;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;

import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.Embedding;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests of {@link SemanticConformance}, with models to which all questions are the same
 * or none is.
 */
class SemanticConformanceTests {

	private static final String QUESTION = "Where do I find the invoice of my last order?";

	@Test
	void failsWhereTheAnswerToAnotherQuestionIsServed() {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> run(SemanticConformanceTests::sameVector,
					new QuestionPair(Category.ENTITIES, QUESTION, QUESTION)))
			.withMessageContaining("100.0 %");
	}

	@Test
	void passesWhereItIsNot() {
		assertThatNoException().isThrownBy(() -> run(SemanticConformanceTests::byLength,
				new QuestionPair(Category.ENTITIES, QUESTION, QUESTION + "?")));
	}

	@Test
	void failsWhereANearParaphraseIsRejected() {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> run(SemanticConformanceTests::sameVector,
					new QuestionPair(Category.PARAPHRASES, "Can I order 5 chairs?", "Can I order 6 chairs?")))
			.withMessageContaining("0.0 % of the near paraphrases");
	}

	@Test
	void failsWhereNoParaphraseIsNear() {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> run(SemanticConformanceTests::byLength,
					new QuestionPair(Category.PARAPHRASES, QUESTION, QUESTION + "?")))
			.withMessageContaining("plainThreshold()");
	}

	@Test
	void embedsNothingThatCannotBeMatched() {
		assertThatNoException().isThrownBy(() -> run((text) -> {
			throw new IllegalArgumentException(text);
		}, new QuestionPair(Category.ANAPHORIC, "", "...")));
	}

	@Test
	void onlyReportsRoleSwapsAndDirection() {
		assertThat(conformance(SemanticConformanceTests::sameVector,
				new QuestionPair(Category.DIRECTION, QUESTION, QUESTION),
				new QuestionPair(Category.ROLE_SWAPS, QUESTION, QUESTION))
			.conforms()).isEmpty();
	}

	@Test
	void doesNotShowWhatIsHeldOut() {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> run(SemanticConformanceTests::sameVector, alike(true)))
			.withMessageContaining("(held out)")
			.withMessageNotContaining(QUESTION);
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> run(SemanticConformanceTests::sameVector, alike(false)))
			.withMessageContaining(QUESTION);
	}

	private static QuestionPair alike(boolean heldOut) {
		return IntStream.iterate(1, (length) -> length + 1)
			.mapToObj((length) -> QUESTION + "?".repeat(length))
			.map((question) -> new QuestionPair(Category.ENTITIES, question, question))
			.filter((pair) -> ConformancePairs.isHeldOut(pair) == heldOut)
			.findFirst()
			.orElseThrow();
	}

	private static float[] sameVector(String text) {
		return new float[] { 1, 0 };
	}

	private static float[] byLength(String text) {
		return (text.length() % 2 == 0) ? new float[] { 1, 0 } : new float[] { 0, 1 };
	}

	private static void run(Function<String, float[]> vectors, QuestionPair pair) throws Throwable {
		for (DynamicTest test : conformance(vectors, pair).conforms().toList()) {
			test.getExecutable().execute();
		}
	}

	private static SemanticConformance conformance(Function<String, float[]> vectors, QuestionPair... pairs) {
		return new SemanticConformance() {

			@Override
			protected EmbeddingModel embeddingModel() {
				return new FunctionEmbeddingModel(vectors);
			}

			@Override
			protected Acceptance acceptance() {
				return new Acceptance.Threshold(0.92);
			}

			@Override
			protected List<QuestionPair> pairs() {
				return List.of(pairs);
			}

		};
	}

	/**
	 * Model that embeds by a function.
	 */
	private record FunctionEmbeddingModel(Function<String, float[]> vectors) implements EmbeddingModel {

		@Override
		public EmbeddingResponse call(EmbeddingRequest request) {
			List<String> texts = request.getInstructions();
			return new EmbeddingResponse(IntStream.range(0, texts.size())
				.mapToObj((index) -> new Embedding(this.vectors.apply(texts.get(index)), index))
				.toList());
		}

		@Override
		public float[] embed(Document document) {
			return this.vectors.apply(Objects.requireNonNull(document.getText()));
		}

	}

}
