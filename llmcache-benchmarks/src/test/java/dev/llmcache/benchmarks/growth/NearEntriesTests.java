package dev.llmcache.benchmarks.growth;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NearEntriesTests {

	@Test
	void everyAnswerIsInMemory() {
		try (NearEntries entries = new NearEntries(300)) {
			for (int i = 0; i < 1_000; i++) {
				entries.hit().run();
			}
		}
	}

	@Test
	void noMoreIsTriedThanFitsTheHeap() {
		assertThat(NearEntries.fit(1_000)).isTrue();
		assertThat(NearEntries.fit(Integer.MAX_VALUE)).isFalse();
	}

}
