package dev.llmcache.semantic.calibration;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import dev.llmcache.store.Observation;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class CalibrationTests {

	private static final double NOISE = 0.03;

	/**
	 * Verdicts of a workload whose questions mean the same with logit
	 * {@code intercept + score}.
	 */
	private static List<Observation> observations(int count, double intercept, double wrongVerdicts) {
		Random random = new Random(7);
		return IntStream.range(0, count).mapToObj((i) -> {
			double score = random.nextDouble() * 6 - 2;
			boolean right = random.nextDouble() < 1 / (1 + Math.exp(-intercept - score));
			return new Observation(score, right != random.nextDouble() < wrongVerdicts);
		}).toList();
	}

	@Test
	void isThePriorWithoutVerdicts() {
		assertThat(Calibration.of(List.of(), NOISE)).isEqualTo(Calibration.PRIOR);
	}

	@Test
	void learnsHowMuchHarderAWorkloadIs() {
		assertThat(Calibration.of(observations(1_000, -1.5, 0), 0.001).intercept()).isCloseTo(-1.5, within(0.3));
		assertThat(Calibration.of(observations(1_000, 1.5, 0), 0.001).intercept()).isCloseTo(1.5, within(0.3));
	}

	@Test
	void isNotMisledByWrongVerdictsThatItReckonsWith() {
		List<Observation> noisy = observations(1_000, 0, 0.1);
		double reckoned = Calibration.of(noisy, 0.1).risk(3);
		double believed = Calibration.of(noisy, 0.001).risk(3);
		assertThat(reckoned).isLessThan(0.1);
		assertThat(believed).isGreaterThan(reckoned);
	}

	@Test
	void isLessCautiousTheMoreItHasSeen() {
		Calibration few = Calibration.of(observations(20, 0, 0), NOISE);
		Calibration many = Calibration.of(observations(1_000, 0, 0), NOISE);
		assertThat(few.cautiousRisk(2) / few.risk(2)).isGreaterThan(many.cautiousRisk(2) / many.risk(2));
	}

	@Property(tries = 200)
	void riskFallsWithTheScoreAndCautionNeverLowersIt(@ForAll @IntRange(max = 60) int count,
			@ForAll @DoubleRange(min = -4, max = 4) double intercept,
			@ForAll @DoubleRange(min = -10, max = 10) double score) {
		Calibration calibration = Calibration.of(observations(count, intercept, 0.1), NOISE);
		assertThat(calibration.risk(score)).isBetween(0.0, 1.0).isGreaterThanOrEqualTo(calibration.risk(score + 0.5));
		assertThat(calibration.cautiousRisk(score)).isBetween(0.0, 1.0).isGreaterThanOrEqualTo(calibration.risk(score));
	}

	@Property(tries = 200)
	void theScoreGrowsWithTheSimilarity(@ForAll @DoubleRange(min = 0, max = 0.99) double similarity) {
		assertThat(Score.of(similarity + 0.01)).isGreaterThan(Score.of(similarity));
	}

}
