package dev.llmcache.benchmarks.soak;

import java.util.List;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;

import dev.llmcache.benchmarks.soak.node.Reading;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SlopeTests {

	private final Random noise = new Random(1);

	@Test
	void seesALeakOfAFewBytesACallBehindNoise() {
		Slope slope = slope((calls) -> 50_000_000 + 20 * calls + this.noise.nextInt(1_000_000));
		assertThat(slope.median()).isBetween(12.0, 28.0);
		assertThat(slope.least() * slope.calls()).isGreaterThan(500_000);
	}

	@Test
	void seesNoneInNoiseAlone() {
		Slope slope = slope((calls) -> 50_000_000 + this.noise.nextInt(20_000_000));
		assertThat(slope.least()).isNegative();
	}

	@Test
	void isNotMovedByASingleOutlier() {
		Slope slope = slope((calls) -> (calls == 99_000) ? 90_000_000 : 50_000_000);
		assertThat(slope.median()).isZero();
		assertThat(slope.least()).isZero();
	}

	@Test
	void doesNotCountTheWarmUp() {
		Slope slope = slope((calls) -> Math.min(calls, 40_000) * 1000);
		assertThat(slope.median()).isZero();
		assertThat(slope.calls()).isEqualTo(59_000);
	}

	@Test
	void tellsNothingByFewReadings() {
		List<Reading> few = LongStream.range(0, 6).mapToObj((calls) -> new Reading(calls, 0, 0, 0, 0)).toList();
		assertThatIllegalArgumentException().isThrownBy(() -> Slope.of(few, Reading::heapBytes));
	}

	private static Slope slope(LongUnaryOperator heapBytes) {
		return Slope.of(LongStream.range(0, 100)
			.map((reading) -> reading * 1000)
			.mapToObj((calls) -> new Reading(calls, heapBytes.applyAsLong(calls), 0, 0, 0))
			.toList(), Reading::heapBytes);
	}

}
