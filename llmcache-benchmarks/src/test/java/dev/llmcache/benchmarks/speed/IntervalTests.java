package dev.llmcache.benchmarks.speed;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class IntervalTests {

	@Test
	void whatFollowsOneAnotherIsDisjoint() {
		assertThat(disjoint(of("c", 20, 30), of("a", 0, 10), of("b", 10, 20))).containsExactly("a", "b", "c");
	}

	@Test
	void ofWhatGoesOnAtTheSameTimeOneCounts() {
		assertThat(disjoint(of("get", 0, 10), of("aside", 1, 50), of("search", 12, 20), of("claim", 21, 30)))
			.containsExactly("get", "search", "claim");
	}

	@Test
	void thereMayBeNone() {
		assertThat(disjoint()).isEmpty();
	}

	private static Interval of(String call, long start, long end) {
		return new Interval(call, start, end);
	}

	private static List<String> disjoint(Interval... intervals) {
		return Interval.disjoint(List.of(intervals)).stream().map(Interval::call).toList();
	}

}
