package dev.llmcache.benchmarks.speed;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SpeedOptionsTests {

	private static final Set<String> PATHS = Set.of("near-hit", "stream");

	@Test
	void withoutANameEveryPathIsMeasured() {
		SpeedOptions options = SpeedOptions.parse(List.of("--rounds", "2"), PATHS);
		assertThat(PATHS).allMatch(options::includes);
		assertThat(options.rounds()).isEqualTo(2);
	}

	@Test
	void aNameStandsForOnePath() {
		SpeedOptions options = SpeedOptions.parse(List.of("stream", "--seconds", "3"), PATHS);
		assertThat(PATHS).filteredOn(options::includes).containsExactly("stream");
		assertThat(options.seconds()).isEqualTo(3);
	}

	@Test
	void scopesAreAsManyAndAsLargeAsIsAskedFor() {
		SpeedOptions options = SpeedOptions.parse(List.of("stream", "--scopes", "20", "--entries", "50"), PATHS);
		assertThat(options.scopes()).isEqualTo(20);
		assertThat(options.entries()).isEqualTo(50);
	}

	@Test
	void whatIsNotKnownIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> SpeedOptions.parse(List.of("nothing"), PATHS))
			.withMessageContaining("near-hit");
		assertThatIllegalArgumentException().isThrownBy(() -> SpeedOptions.parse(List.of("--hours", "3"), PATHS));
		assertThatIllegalArgumentException().isThrownBy(() -> SpeedOptions.parse(List.of("--rounds"), PATHS));
	}

}
