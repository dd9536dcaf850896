package dev.llmcache;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class PrecisionTests {

	@Test
	void itsIntervalIsWilsons() {
		Precision precision = new Precision(95, 100);
		assertThat(precision.share()).isEqualTo(0.95);
		assertThat(precision.lower()).isCloseTo(0.8882, within(0.0001));
		assertThat(precision.upper()).isCloseTo(0.9785, within(0.0001));
	}

	@Test
	void mayBeAnythingWhereNothingWasJudged() {
		assertThat(Precision.UNKNOWN.share()).isNaN();
		assertThat(Precision.UNKNOWN.lower()).isZero();
		assertThat(Precision.UNKNOWN.upper()).isOne();
	}

	@Test
	void isNoMoreThanAll() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Precision(2, 1));
	}

	@Property(tries = 300)
	void itsIntervalHoldsTheShareOfTheSample(@ForAll @IntRange(min = 1, max = 5000) int judged,
			@ForAll @IntRange(max = 5000) int right) {
		Precision precision = new Precision(Math.min(right, judged), judged);
		assertThat(precision.share()).isBetween(precision.lower() - 1e-12, precision.upper() + 1e-12);
		assertThat(precision.lower()).isBetween(0.0, 1.0);
		assertThat(precision.upper()).isBetween(0.0, 1.0);
	}

}
