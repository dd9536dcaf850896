package dev.llmcache.semantic.calibration;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ReliabilityTests {

	private static final int RUNS = 200;

	@ParameterizedTest
	@ValueSource(doubles = { 0.5, 0.8, 0.95 })
	void isNotLostToAnswersThatAreRightMoreOftenThanTheyHaveToBe(double floor) {
		assertThat(verdictsUntilDoubt(floor, floor + (1 - floor) * 0.6, 10_000)).isGreaterThan(8_000);
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0.5, 0.8, 0.95 })
	void isDoubtedWronglyNoEarlierThanAfterFourHundredVerdictsOnAverage(double floor) {
		assertThat(verdictsUntilDoubt(floor, floor, 4_000)).isGreaterThan(400);
	}

	@Test
	void isLostWithinTwentyVerdictsWhereMostAnswersAreWrong() {
		assertThat(verdictsUntilDoubt(0.8, 0.2, 1_000)).isLessThan(20);
		assertThat(verdictsUntilDoubt(0.5, 0.05, 1_000)).isLessThan(20);
	}

	@Test
	void isLostAfterAsManyVerdictsAsTheDocsSay() {
		assertThat(verdictsUntilDoubt(0.5, 0, 100)).isEqualTo(12);
		assertThat(verdictsUntilDoubt(0.8, 0, 100)).isEqualTo(5);
		assertThat(verdictsUntilDoubt(0.5, 1 / 3.0, 5_000)).isBetween(75.0, 105.0);
		assertThat(verdictsUntilDoubt(0.8, 1 / 3.0, 1_000)).isBetween(10.0, 14.0);
	}

	// The mean of many runs, each of them cut off
	private static double verdictsUntilDoubt(double floor, double share, int most) {
		Random random = new Random(5);
		long verdicts = 0;
		for (int run = 0; run < RUNS; run++) {
			Reliability reliability = Reliability.trusted(floor);
			for (int i = 0; i < most && reliability.reliable(); i++) {
				reliability = reliability.after(random.nextDouble() < share);
				verdicts++;
			}
		}
		return (double) verdicts / RUNS;
	}

	@Test
	void isLostAfterAThousandGoodVerdictsAsFastAsAtFirst() {
		Reliability reliability = Reliability.trusted(0.8);
		for (int i = 0; i < 1_000; i++) {
			reliability = reliability.after(true);
		}
		int wrong = 0;
		while (reliability.reliable()) {
			reliability = reliability.after(false);
			wrong++;
		}
		assertThat(wrong).isLessThan(10);
	}

	@Test
	void returnsOnceAnswersWouldBeRightAgain() {
		Reliability reliability = Reliability.trusted(0.8);
		while (reliability.reliable()) {
			reliability = reliability.after(false);
		}
		for (int i = 0; i < 100; i++) {
			reliability = reliability.after(i % 2 == 0);
		}
		assertThat(reliability.reliable()).isFalse();
		for (int i = 0; i < 40; i++) {
			reliability = reliability.after(true);
		}
		assertThat(reliability.reliable()).isTrue();
	}

	@Test
	void isQuestionableAfterAWrongAnswerAndNoMoreAfterManyRightOnes() {
		Reliability reliability = Reliability.trusted(0.8);
		assertThat(reliability.isQuestionable()).isFalse();
		reliability = reliability.after(false);
		assertThat(reliability.isQuestionable()).isTrue();
		for (int i = 0; i < 30; i++) {
			reliability = reliability.after(true);
		}
		assertThat(reliability.isQuestionable()).isFalse();
	}

	@Test
	void isNeverLostWhereNothingHasToBeRight() {
		Reliability reliability = Reliability.trusted(0);
		for (int i = 0; i < 1_000; i++) {
			reliability = reliability.after(false);
		}
		assertThat(reliability.reliable()).isTrue();
	}

}
