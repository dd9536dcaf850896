package dev.llmcache.benchmarks.growth;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class GrowthOptionsTests {

	private static final Set<String> AXES = Set.of("exact", "scope");

	@Test
	void withoutANameEveryAxisIsMeasured() {
		GrowthOptions options = GrowthOptions.parse(List.of("--rounds", "2"), AXES);
		assertThat(AXES).allMatch(options::includes);
		assertThat(options.rounds()).isEqualTo(2);
	}

	@Test
	void aNameStandsForOneAxis() {
		GrowthOptions options = GrowthOptions.parse(List.of("scope", "--seconds", "3"), AXES);
		assertThat(AXES).filteredOn(options::includes).containsExactly("scope");
		assertThat(options.seconds()).isEqualTo(3);
	}

	@Test
	void sizesGrowTenfoldUpToTheLargest() {
		GrowthOptions options = GrowthOptions.parse(List.of("exact"), AXES);
		assertThat(options.sizes(1_000, 100_000)).containsExactly(1_000, 10_000, 100_000);
		GrowthOptions less = GrowthOptions.parse(List.of("exact", "--to", "20000"), AXES);
		assertThat(less.sizes(1_000, 100_000)).containsExactly(1_000, 10_000);
	}

	@Test
	void whatIsNotKnownIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> GrowthOptions.parse(List.of("nothing"), AXES))
			.withMessageContaining("exact");
		assertThatIllegalArgumentException().isThrownBy(() -> GrowthOptions.parse(List.of("--hours", "3"), AXES));
		assertThatIllegalArgumentException().isThrownBy(() -> GrowthOptions.parse(List.of("--to"), AXES));
	}

}
