package dev.llmcache.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The figures of {@code run speed miss} that are no times, of fewer questions.
 */
class SpeedBenchmarkIT {

	@Test
	void aMissWaitsForThreeRoundTripsAndOneEmbedding() {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		int code = Benchmarks.run(List.of("speed", "miss", "--rounds", "1", "--seconds", "1"),
				new PrintStream(out, true, StandardCharsets.UTF_8), System.err);
		String figures = out.toString(StandardCharsets.UTF_8);
		assertThat(figures).contains("\"miss-round-trips\"", "\"miss-round-trips-after\"", "\"miss-embeddings\"",
				"\"miss-near-hit-embeddings\"", "\"miss-redis-hit-embeddings\"");
		assertThat(figures.lines()).filteredOn((line) -> line.endsWith("\"ok\":false}")).isEmpty();
		assertThat(code).isZero();
	}

}
