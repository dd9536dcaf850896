package dev.llmcache.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The embedding layer's figures, of fewer texts than {@code run embedding} takes.
 */
class EmbeddingBenchmarkIT {

	@Test
	void embedsEachTextOnceAndNothingAfterARestart() {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		int code = Benchmarks.run(List.of("embedding", "1000", "7"), new PrintStream(out, true, StandardCharsets.UTF_8),
				System.err);
		String figures = out.toString(StandardCharsets.UTF_8);
		assertThat(figures).contains("\"embedding-one-thread-texts-embedded-twice\"",
				"\"embedding-16-threads-vectors-out-of-order\"", "\"embedding-lucene-restarted-embeddings\"",
				"\"embedding-postgres-restarted-embeddings\"", "\"embedding-redis-restarted-embeddings\"",
				"\"embedding-called-acme-embeddings-per-miss\"", "\"embedding-streamed-globex-embeddings-per-hit\"");
		assertThat(figures.lines()).filteredOn((line) -> line.endsWith("\"ok\":false}")).isEmpty();
		assertThat(code).isZero();
	}

}
