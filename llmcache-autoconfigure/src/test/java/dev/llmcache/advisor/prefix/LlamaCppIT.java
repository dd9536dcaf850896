package dev.llmcache.advisor.prefix;

import java.io.IOException;
import java.nio.file.Path;

import dev.llmcache.test.prefix.LlamaCppRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class LlamaCppIT {

	@Test
	void evaluatesNoMoreThanTheTail(@TempDir Path directory) throws IOException {
		LlamaCppRun run = LlamaCppRun.of(directory, 40, 5);
		assertThat(run.systemTokens()).isGreaterThan(1_000);
		assertThat(run.head())
			.allSatisfy((evaluation) -> assertThat(evaluation.tokens()).isGreaterThan(run.systemTokens()));
		assertThat(run.tail())
			.allSatisfy((evaluation) -> assertThat(evaluation.tokens()).isLessThanOrEqualTo(run.tailTokens() + 16));
		assertThat(run.speedup()).isGreaterThan(10);
	}

}
