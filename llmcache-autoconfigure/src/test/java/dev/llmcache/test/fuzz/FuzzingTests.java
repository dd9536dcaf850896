package dev.llmcache.test.fuzz;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import dev.llmcache.test.fuzz.Fuzzing.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

class FuzzingTests {

	private static final int SEED = 1;

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final long SHORT_RUN = 8_000;

	@TempDir
	private Path directory;

	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.llmcache.test.fuzz.FuzzTargets#all")
	void everySeedIsReadAndWhateverPartOfIt(FuzzTarget target) {
		assertThat(target.seeds()).isNotEmpty();
		for (byte[] seed : target.seeds()) {
			for (int end = 0; end <= seed.length; end++) {
				byte[] part = Arrays.copyOf(seed, end);
				assertThatCode(() -> target.reader().read(part)).as("%d bytes", end).doesNotThrowAnyException();
			}
		}
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.llmcache.test.fuzz.FuzzTargets#all")
	void everySeedIsReadWithAnyByteOfItAnother(FuzzTarget target) {
		for (byte[] seed : target.seeds()) {
			for (int at = 0; at < seed.length; at++) {
				for (int bit : List.of(1, 0xFF)) {
					byte[] other = seed.clone();
					other[at] ^= (byte) bit;
					assertThatCode(() -> target.reader().read(other)).as("byte %d", at).doesNotThrowAnyException();
				}
			}
		}
	}

	@Test
	void nothingIsFoundInAShortRun() {
		Outcome outcome = Fuzzing.ofAll(SHORT_RUN, SEED).run(this.directory, PATIENCE);
		assertThat(outcome.finding()).isEmpty();
		assertThat(outcome.executions()).isGreaterThanOrEqualTo(SHORT_RUN);
	}

	@ParameterizedTest
	@CsvSource({ "throwing,60,lets an exception out", "hanging,2,timeout", "greedy,60,too much memory" })
	void aFaultIsFound(String target, int patience, String finding) {
		Outcome outcome = Fuzzing.of(FuzzTargets.named(target), 2_000_000, SEED)
			.run(this.directory, Duration.ofSeconds(patience));
		assertThat(outcome.finding()).contains(finding);
	}

}
