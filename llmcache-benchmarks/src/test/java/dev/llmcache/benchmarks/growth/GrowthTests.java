package dev.llmcache.benchmarks.growth;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

import dev.llmcache.benchmarks.Figures;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GrowthTests {

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private final Figures figures = new Figures(new PrintStream(this.out, true, StandardCharsets.UTF_8));

	@Test
	void theLargestIsComparedWithTheSmallest() {
		growth(Map.of(1_000, 10.0, 10_000, 30.0, 100_000, 20.0)).reportFlat(this.figures, 1.5);
		assertThat(printed()).contains("{\"name\":\"growth\",\"value\":2.0000,\"limit\":1.5000,\"ok\":false}",
				"{\"name\":\"10000-p50-us\",\"value\":30.0000,\"limit\":null,\"ok\":true}",
				"{\"name\":\"10000-p99-us\",\"value\":60.0000,\"limit\":null,\"ok\":true}");
	}

	@Test
	void theSteepestTenfoldStepCounts() {
		growth(Map.of(100, 1.0, 1_000, 9.0, 10_000, 10.0, 20_000, 30.0, 100_000, 12.0, 1_000_000, 13.0))
			.reportTenfold(this.figures, 10_000, 1.5);
		assertThat(printed()).contains("{\"name\":\"tenfold-growth\",\"value\":1.2000,\"limit\":1.5000,\"ok\":true}");
	}

	@Test
	void aSmallerSizeMustNotTakeLongerThanTheLargest() {
		growth(Map.of(1_000, 9.0, 20_000, 30.0, 100_000, 12.0)).reportTenfold(this.figures, 10_000, 1.5);
		assertThat(printed())
			.contains("{\"name\":\"slowest-to-largest\",\"value\":2.5000,\"limit\":1.5000,\"ok\":false}");
	}

	@Test
	void withoutATenfoldStepNothingIsClaimed() {
		growth(Map.of(100, 1.0, 1_000, 9.0)).reportTenfold(this.figures, 10_000, 1.5);
		assertThat(printed()).doesNotContain("tenfold-growth");
	}

	private static Growth growth(Map<Integer, Double> medians) {
		TreeMap<Integer, Double> nearlyAll = new TreeMap<>(medians);
		nearlyAll.replaceAll((size, micros) -> 2 * micros);
		return new Growth(new TreeMap<>(medians), nearlyAll);
	}

	private String printed() {
		return this.out.toString(StandardCharsets.UTF_8);
	}

}
