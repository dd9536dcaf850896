package dev.llmcache.conformance;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import dev.llmcache.Acceptance;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import org.springframework.ai.embedding.EmbeddingModel;

/**
 * JUnit tests that hold the semantic layer, with a team's own embedding model and
 * settings, to the {@link ConformancePairs}: extend it and name the model.
 * <p>
 * Of each pair one question is stored alone and the other is asked, both ways round. A
 * table of the rates is printed before the first test. A test that fails lists its pairs,
 * but not those that are held out.
 */
public abstract class SemanticConformance {

	private static final double PLAIN_THRESHOLD = 0.92;

	private static final double MAX_ACCEPTED = 0.02;

	private static final double MIN_KEPT = 0.85;

	/**
	 * The model that the application embeds questions with, asked once for each question
	 * in batches of 64.
	 * @return the model
	 */
	protected abstract EmbeddingModel embeddingModel();

	/**
	 * When the policy serves the answer to another question: {@code semantic.accept}.
	 * @return a preset or a threshold; strict unless overridden
	 */
	protected Acceptance acceptance() {
		return Acceptance.Preset.STRICT;
	}

	/**
	 * The pairs to ask. Who tunes something on the results takes
	 * {@link ConformancePairs#tuning()}, and {@link ConformancePairs#heldOut()} to see
	 * what it is worth. An application's own pairs may be among them.
	 * @return all that come with llmcache, unless overridden
	 */
	protected List<QuestionPair> pairs() {
		return ConformancePairs.all();
	}

	/**
	 * How often an answer to another question may be served.
	 * @param category a category of pairs whose answers differ
	 * @return the share of what is asked, from 0 to 1: 0.02, but 1 for role swaps and
	 * direction, which are in the table and have no test
	 */
	protected double maxAccepted(Category category) {
		return switch (category) {
			case ROLE_SWAPS, DIRECTION -> 1;
			default -> MAX_ACCEPTED;
		};
	}

	/**
	 * How many of the paraphrases are to be served that are as near as
	 * {@link #plainThreshold()}.
	 * @return the share, from 0 to 1
	 */
	protected double minKept() {
		return MIN_KEPT;
	}

	/**
	 * Cosine similarity from which on nothing but vectors would take two questions for
	 * the same: 0.92, which suits models whose paraphrases come that near.
	 * @return a cosine, from 0 to 1
	 */
	protected double plainThreshold() {
		return PLAIN_THRESHOLD;
	}

	@TestFactory
	protected final Stream<DynamicTest> conforms() {
		ConformanceReport report = ConformanceReport.of(pairs(), embeddingModel(),
				new PairJudge(acceptance(), embeddingModel()::embed), plainThreshold());
		System.out.println(report.table());
		return report.all().stream().filter((rates) -> isBound(rates.category())).map(this::test);
	}

	private boolean isBound(Category category) {
		return category.isSameAnswer() || maxAccepted(category) < 1;
	}

	private DynamicTest test(CategoryRates rates) {
		Category category = rates.category();
		return category.isSameAnswer() ? DynamicTest.dynamicTest(category.label(), () -> requireKept(rates))
				: DynamicTest.dynamicTest(category.label(), () -> requireRejected(rates));
	}

	private void requireRejected(CategoryRates rates) {
		double bound = maxAccepted(rates.category());
		Assertions.assertTrue(rates.accepted() <= bound,
				() -> message("are served the answer to another question, more than", rates.accepted(), bound, rates));
	}

	private void requireKept(CategoryRates rates) {
		Assertions.assertTrue(rates.plain() > 0,
				() -> "No paraphrase reaches a cosine of %.2f with this model: lower plainThreshold()"
					.formatted(plainThreshold()));
		Assertions.assertTrue(rates.kept() >= minKept(),
				() -> message("of the near paraphrases are served, fewer than", rates.kept(), minKept(), rates));
	}

	private static String message(String what, double share, double bound, CategoryRates rates) {
		return String.format(Locale.ROOT, "%.1f %% %s %.1f %%:%n", 100 * share, what, 100 * bound)
				+ String.join(System.lineSeparator(), rates.wrong());
	}

}
