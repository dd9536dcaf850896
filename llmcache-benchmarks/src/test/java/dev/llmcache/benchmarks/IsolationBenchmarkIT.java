package dev.llmcache.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fewer calls than {@code run isolation} makes. How far medians are apart is left to it.
 */
class IsolationBenchmarkIT {

	@Test
	void nobodyIsServedOrCanTimeWhatSomebodyElseWasAnswered() {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		Benchmarks.run(List.of("isolation", "--lookups", "10000", "--tenants", "50", "--timed", "300", "--repeats", "5",
				"--seed", "7"), new PrintStream(out, true, StandardCharsets.UTF_8), System.err);
		List<String> figures = out.toString(StandardCharsets.UTF_8)
			.lines()
			.filter((line) -> !line.contains("median-difference") && !line.contains("percent-slower"))
			.toList();
		assertThat(figures).anyMatch((line) -> line.contains("\"isolation-lucene-foreign-answers\""))
			.anyMatch((line) -> line.contains("\"isolation-shared-foreign-answers\""))
			.anyMatch((line) -> line.contains("\"isolation-time-pgvector-repeats-told-apart\""))
			.allMatch((line) -> line.endsWith("\"ok\":true}"));
	}

}
