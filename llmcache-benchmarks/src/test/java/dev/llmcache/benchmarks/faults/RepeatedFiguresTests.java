package dev.llmcache.benchmarks.faults;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;

import dev.llmcache.benchmarks.Figures;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RepeatedFiguresTests {

	@Test
	void countsWhatMustNotHappenInAnyRound() {
		assertThat(reported((figures, value) -> figures.never("errors", value.longValue()), 0, 2, 1))
			.containsExactly("{\"name\":\"redis-errors\",\"value\":3.0000,\"limit\":0.0000,\"ok\":false}");
	}

	@Test
	void holdsTheWorstRoundToALimit() {
		assertThat(reported((figures, value) -> figures.atMost("recovery", value, 10), 1, 12, 3))
			.containsExactly("{\"name\":\"redis-recovery\",\"value\":12.0000,\"limit\":10.0000,\"ok\":false}");
		assertThat(reported((figures, value) -> figures.atLeast("hits", value, 2), 4, 1, 3))
			.containsExactly("{\"name\":\"redis-hits\",\"value\":1.0000,\"limit\":2.0000,\"ok\":false}");
	}

	@Test
	void holdsTheMedianToALimitAndTellsTheLargest() {
		assertThat(reported((figures, value) -> figures.medianAtMost("added", value, 2), 18, 1, 1.5)).containsExactly(
				"{\"name\":\"redis-added\",\"value\":1.5000,\"limit\":2.0000,\"ok\":true}",
				"{\"name\":\"redis-added-largest\",\"value\":18.0000,\"limit\":null,\"ok\":true}");
	}

	@Test
	void takesTheLargerOfTwo() {
		assertThat(reported((figures, value) -> figures.medianAtMost("added", value, 2), 1, 3)).first()
			.isEqualTo("{\"name\":\"redis-added\",\"value\":3.0000,\"limit\":2.0000,\"ok\":false}");
	}

	private static List<String> reported(BiConsumer<RepeatedFigures, Double> add, double... values) {
		RepeatedFigures figures = new RepeatedFigures();
		for (double value : values) {
			add.accept(figures.startingWith("redis-"), value);
		}
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		figures.report(new Figures(new PrintStream(out, true, StandardCharsets.UTF_8)));
		return out.toString(StandardCharsets.UTF_8).lines().toList();
	}

}
