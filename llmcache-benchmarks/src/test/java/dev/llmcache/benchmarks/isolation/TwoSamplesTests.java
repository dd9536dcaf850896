package dev.llmcache.benchmarks.isolation;

import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class TwoSamplesTests {

	private static final int SIZE = 2_000;

	private final Random random = new Random(1);

	private final TwoSamples same = new TwoSamples(times(), times());

	@Test
	void timesOfOneKindAreNotToldApart() {
		assertThat(this.same.likelihood()).isGreaterThan(0.01);
		assertThat(this.same.medianDifference()).isBetween(-0.02, 0.02);
	}

	@Test
	void timesOfWhichOneKindIsSlowerAre() {
		assertThat(this.same.slowedBy(0.05).likelihood()).isLessThan(0.01);
		assertThat(this.same.slowedBy(0.05).medianDifference()).isCloseTo(0.05, within(0.02));
	}

	private double[] times() {
		return this.random.doubles(SIZE).map((part) -> 50_000 * (1 + part / 4)).toArray();
	}

}
