package dev.llmcache.report;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RecentCallsTests {

	private final RecentCalls calls = new RecentCalls();

	@Test
	void hasTheLatestFirst() {
		add(3);
		assertThat(this.calls.latest(10)).extracting(RecentCall::policy).containsExactly("2", "1", "0");
		assertThat(this.calls.latest(2)).extracting(RecentCall::policy).containsExactly("2", "1");
	}

	@Test
	void forgetsTheOldest() {
		add(1_000);
		assertThat(this.calls.latest(1_000)).hasSize(256)
			.extracting(RecentCall::policy)
			.startsWith("999", "998")
			.endsWith("744");
	}

	private void add(int count) {
		IntStream.range(0, count)
			.forEach((i) -> this.calls.add(new RecentCall(Instant.EPOCH, Integer.toString(i), CallResult.MISS,
					"not-found", null, null, Duration.ZERO)));
	}

}
