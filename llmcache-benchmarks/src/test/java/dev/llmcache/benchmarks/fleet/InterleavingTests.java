package dev.llmcache.benchmarks.fleet;

import java.util.Random;
import java.util.stream.Stream;

import dev.llmcache.benchmarks.fleet.Step.Action;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class InterleavingTests {

	@Test
	void isTheSameForTheSameSeed() {
		assertThat(Interleaving.random(new Random(1), 60)).isEqualTo(Interleaving.random(new Random(1), 60))
			.isNotEqualTo(Interleaving.random(new Random(2), 60));
	}

	@Test
	void hasAllActionsOnAllNodes() {
		Random random = new Random(1);
		assertThat(Stream.generate(() -> Interleaving.random(random, 60)).limit(20)).flatExtracting(Interleaving::steps)
			.allSatisfy((step) -> assertThat(step.pauseMillis()).isBetween(0, 60))
			.extracting(Step::node)
			.contains(0, 1, 2);
		assertThat(Stream.generate(() -> Interleaving.random(random, 60)).limit(20)).flatExtracting(Interleaving::steps)
			.extracting(Step::action)
			.contains(Action.values());
	}

}
