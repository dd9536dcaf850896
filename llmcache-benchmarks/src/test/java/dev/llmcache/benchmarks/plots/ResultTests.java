package dev.llmcache.benchmarks.plots;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ResultTests {

	@Test
	void aFigureTakesAShareOfItsLimit() {
		assertThat(new Result("ratio", 1.8, 1.2, false).shareOfLimit()).isEqualTo(1.5);
		assertThat(new Result("ratio", 0.6, 1.2, true).shareOfLimit()).isEqualTo(0.5);
	}

	@Test
	void theLessAFigureHasOfWhatItNeedsTheMoreItTakes() {
		assertThat(new Result("throughput", 0.5, 0.75, false).shareOfLimit()).isEqualTo(1.5);
		assertThat(new Result("throughput", 1.5, 0.75, true).shareOfLimit()).isEqualTo(0.5);
	}

	@Test
	void aFigureWithoutALimitTakesNothing() {
		assertThat(new Result("us", 4.5, null, true).isHeld()).isFalse();
		assertThat(new Result("errors", 0, 0.0, true).isHeld()).isFalse();
	}

}
