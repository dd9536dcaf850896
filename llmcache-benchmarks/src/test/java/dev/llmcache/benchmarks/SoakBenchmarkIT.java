package dev.llmcache.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The soak's figures, in less time than {@code run soak} takes.
 */
class SoakBenchmarkIT {

	@Test
	void answersAllKindsOfCallsWithoutAnErrorAndWithoutGrowing() {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		int code = Benchmarks.run(List.of("soak", "--seconds", "20"),
				new PrintStream(out, true, StandardCharsets.UTF_8), System.err);
		String figures = out.toString(StandardCharsets.UTF_8);
		assertThat(figures).contains("\"soak-heap-kb-growth\"", "\"soak-threads-growth\"");
		assertThat(figures.lines()).filteredOn((line) -> line.endsWith("\"ok\":false}")).isEmpty();
		assertThat(code).isZero();
	}

}
