package dev.llmcache.benchmarks.speed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TurnsTests {

	@Test
	void theMedianRoundCounts() {
		Turns turns = new Turns();
		turns.add(Map.of("get", new long[] { 9_000, 1_000, 5_000 }));
		turns.add(Map.of("get", new long[] { 7_000, 7_000, 8_000 }));
		turns.add(Map.of("get", new long[] { 900_000, 900_000, 900_000 }));
		assertThat(turns.micros("get", 0.5)).isEqualTo(7);
		assertThat(turns.micros("get", 0.99)).isEqualTo(9);
	}

	@Test
	void eachSideHasItsTurn() {
		List<String> done = new ArrayList<>();
		Map<String, Runnable> sides = new LinkedHashMap<>();
		sides.put("one", () -> done.add("one"));
		sides.put("other", () -> done.add("other"));
		Turns turns = Turns.of(sides, 1, Duration.ofMillis(1));
		assertThat(turns.micros("other", 0.5)).isNotNegative();
		assertThat(done.subList(0, 2)).containsExactlyInAnyOrder("one", "other");
		assertThat(done.subList(2, 4)).containsExactlyInAnyOrder("one", "other");
		assertThat(done).filteredOn("one"::equals).hasSize(done.size() / 2);
	}

}
