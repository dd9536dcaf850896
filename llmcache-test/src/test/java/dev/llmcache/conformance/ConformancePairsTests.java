package dev.llmcache.conformance;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link ConformancePairs}.
 */
class ConformancePairsTests {

	@ParameterizedTest
	@EnumSource
	void everyCategoryHasEnoughPairs(Category category) {
		assertThat(of(ConformancePairs.all(), category))
			.hasSizeGreaterThanOrEqualTo(category.isSameAnswer() ? 300 : 50);
	}

	@ParameterizedTest
	@EnumSource
	void aboutHalfOfEveryCategoryIsHeldOut(Category category) {
		double heldOut = of(ConformancePairs.heldOut(), category).size();
		assertThat(heldOut / of(ConformancePairs.all(), category).size()).isBetween(0.35, 0.65);
	}

	@Test
	void bothHalvesAreAllAndHaveNothingInCommon() {
		assertThat(ConformancePairs.tuning()).doesNotContainAnyElementsOf(ConformancePairs.heldOut());
		assertThat(ConformancePairs.tuning().size() + ConformancePairs.heldOut().size())
			.isEqualTo(ConformancePairs.all().size());
	}

	// The SHA-256 of the first begins with ac, that of the second with 4e
	@Test
	void aPairStaysInItsHalf() {
		assertThat(ConformancePairs.heldOut()).contains(new QuestionPair(Category.NUMBERS,
				"Can I transfer 500 euros abroad without a fee?", "Can I transfer 5000 euros abroad without a fee?"));
		assertThat(ConformancePairs.tuning()).contains(
				new QuestionPair(Category.NUMBERS, "What interest do you pay on a deposit of 10,000 held for a year?",
						"What interest do you pay on a deposit of 100,000 held for a year?"));
	}

	@Test
	void noPairOccursTwice() {
		assertThat(ConformancePairs.all()).doesNotHaveDuplicates();
	}

	@Test
	void onlyQuestionsThatNeedTheTurnsBeforeAreEqual() {
		assertThat(ConformancePairs.all()).filteredOn((pair) -> pair.first().equals(pair.second()))
			.extracting(QuestionPair::category)
			.containsOnly(Category.ANAPHORIC);
	}

	@Test
	void noOpeningIsRepeatedTooOften() {
		Map<String, Long> openings = ConformancePairs.all()
			.stream()
			.collect(Collectors.groupingBy((pair) -> opening(pair.first()) + opening(pair.second()),
					Collectors.counting()));
		assertThat(openings.values()).allMatch((count) -> count <= 4);
	}

	private static String opening(String question) {
		return Stream.of(question.split(" ")).limit(5).collect(Collectors.joining(" ", "", "|"));
	}

	private static List<QuestionPair> of(List<QuestionPair> pairs, Category category) {
		return pairs.stream().filter((pair) -> pair.category() == category).toList();
	}

}
