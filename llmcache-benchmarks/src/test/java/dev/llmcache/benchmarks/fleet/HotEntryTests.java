package dev.llmcache.benchmarks.fleet;

import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Refreshes for each time that an answer was replaced, where the model takes 800 ms.
 */
class HotEntryTests {

	@Test
	void isOneWhereEachReplacesTheOneBefore() {
		assertThat(HotEntry.perExpiry(calls(0, 900, 2900))).isEqualTo(1);
	}

	@Test
	void isMoreWhereTwoReplaceTheSame() {
		assertThat(HotEntry.perExpiry(calls(0, 2000, 2100, 4000))).isEqualTo(1.5);
	}

	private static List<ModelCall> calls(long... millis) {
		return LongStream.of(millis).mapToObj((time) -> new ModelCall(1, 0, "?", time * 1000)).toList();
	}

}
