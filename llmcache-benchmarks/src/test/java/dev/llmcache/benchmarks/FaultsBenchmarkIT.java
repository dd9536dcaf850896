package dev.llmcache.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two of the faults, with fewer calls than {@code run faults} makes, so that how long
 * these take says nothing.
 */
class FaultsBenchmarkIT {

	@Test
	void callersAreAnsweredRightlyWhileRedisAndThenPostgresqlStop() {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		Benchmarks.run(List.of("faults", "--only", "stopped", "--seconds", "3", "--rate", "40", "--rounds", "1"),
				new PrintStream(out, true, StandardCharsets.UTF_8), System.err);
		String figures = out.toString(StandardCharsets.UTF_8);
		assertThat(figures).contains("\"redis-stopped-errors\"", "\"redis-stopped-recovery-seconds\"",
				"\"postgresql-stopped-errors\"", "\"postgresql-stopped-recovery-seconds\"");
		assertThat(figures.lines().filter((line) -> !line.contains("-ms\"")))
			.filteredOn((line) -> line.endsWith("\"ok\":false}"))
			.isEmpty();
	}

}
