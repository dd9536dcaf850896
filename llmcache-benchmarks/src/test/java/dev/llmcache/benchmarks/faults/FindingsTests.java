package dev.llmcache.benchmarks.faults;

import java.util.List;
import java.util.stream.LongStream;

import dev.llmcache.benchmarks.faults.node.Sample;
import dev.llmcache.benchmarks.faults.node.Sample.Source;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FindingsTests {

	@Test
	void knowsAnAnswerThatWasGivenToAnotherTenant() {
		Sample asked = sample(0, 7);
		assertThat(Findings.foreign(List.of(asked, sample(0, 7), sample(1, 8)))).isZero();
		assertThat(Findings.foreign(List.of(asked, sample(1, 7), sample(1, 8)))).isOne();
	}

	@Test
	void doesNotTakeWhoWasNotAnsweredForOneWhoWasAnsweredWrongly() {
		assertThat(sample(0, 7).isWrong()).isFalse();
		assertThat(new Sample(0, 1, Source.EXACT, null, 0, false, 7, null).isWrong()).isTrue();
		assertThat(new Sample(0, 1, Source.NOBODY, null, 0, false, 0, "failed").isWrong()).isFalse();
		assertThat(Findings.foreign(List.of(sample(0, 0), sample(1, 0)))).isZero();
	}

	@Test
	void takesThePercentileOfHowLongCallsTook() {
		List<Sample> calls = LongStream.rangeClosed(1, 200)
			.mapToObj((millis) -> new Sample(0, millis * 1000, Source.MODEL, null, 0, true, 1, null))
			.toList();
		assertThat(Delays.percentile(calls, 99)).isEqualTo(198);
		assertThat(Delays.percentile(calls, 100)).isEqualTo(200);
		assertThat(Delays.percentile(List.of(), 99)).isZero();
	}

	private static Sample sample(int tenant, int serial) {
		return new Sample(0, 1, Source.EXACT, null, tenant, true, serial, null);
	}

}
