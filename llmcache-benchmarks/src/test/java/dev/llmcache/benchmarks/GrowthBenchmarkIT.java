package dev.llmcache.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code run growth exact} with few answers.
 */
class GrowthBenchmarkIT {

	@Test
	void hitsInRedisAndInMemoryAreTimedAtEachSize() {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		Benchmarks.run(List.of("recorded", "growth", "exact", "--to", "10000", "--rounds", "1", "--seconds", "1"),
				new PrintStream(out, true, StandardCharsets.UTF_8), System.err);
		List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
		assertThat(lines.getFirst()).contains("\"command\":\"llmcache-benchmarks/run growth exact --to 10000 ");
		assertThat(lines).anyMatch((line) -> line.contains("\"exact-redis-10000-p50-us\""))
			.anyMatch((line) -> line.contains("\"exact-redis-growth\""))
			.anyMatch((line) -> line.contains("\"exact-near-10000-p99-us\""));
	}

}
