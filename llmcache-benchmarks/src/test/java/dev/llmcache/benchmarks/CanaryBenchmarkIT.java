package dev.llmcache.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fewer canaries than {@code run canary} looks for.
 */
class CanaryBenchmarkIT {

	@Test
	void findsNothingWithEncryptionAndNothingOfAnErasedTenantIsRead() {
		assertThat(run("--encryption", "on")).anyMatch((line) -> line.contains("\"canary-redis-found\""))
			.anyMatch((line) -> line.contains("\"canary-embedded-erased-put-back-hits\""))
			.allMatch((line) -> line.endsWith("\"ok\":true}"));
	}

	@Test
	void findsAnswersWhereTheyAreStoredUnencryptedAndNothingElsewhere() {
		List<String> figures = run("--encryption", "off");
		assertThat(figures).filteredOn((line) -> line.contains("-found\"") && line.endsWith("\"ok\":false}"))
			.extracting((line) -> line.replaceFirst(".*\"canary-(.*)-found\".*", "$1"))
			.containsExactlyInAnyOrder("redis", "pg-dump", "pg-files", "driver-log", "embedded-lucene");
		assertThat(figures)
			.contains("{\"name\":\"canary-metrics-found\",\"value\":0.0000,\"limit\":0.0000,\"ok\":true}")
			.contains("{\"name\":\"canary-erased-put-back-hits\",\"value\":4.0000,\"limit\":0.0000,\"ok\":false}");
	}

	private static List<String> run(String... arguments) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		List<String> all = new ArrayList<>(List.of("canary", "--canaries", "20", "--seed", "7"));
		all.addAll(List.of(arguments));
		Benchmarks.run(all, new PrintStream(out, true, StandardCharsets.UTF_8), System.err);
		return out.toString(StandardCharsets.UTF_8).lines().toList();
	}

}
