package dev.llmcache.benchmarks.fleet;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PushedInvalidationTests {

	@Test
	void asManyAreNotAboveAPercentileAsItSays() {
		double[] values = IntStream.rangeClosed(1, 200).asDoubleStream().toArray();
		assertThat(PushedInvalidation.percentile(values, 50)).isEqualTo(100);
		assertThat(PushedInvalidation.percentile(values, 99)).isEqualTo(198);
		assertThat(PushedInvalidation.percentile(values, 100)).isEqualTo(200);
		assertThat(PushedInvalidation.percentile(new double[] { 7 }, 99)).isEqualTo(7);
	}

}
