package dev.llmcache.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import dev.llmcache.actuate.Overview.HitRate;
import dev.llmcache.report.HistoryPoint;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HitRateTests {

	@Test
	void isNoMoreThanAllWhereCallsEndWhileTheyAreCounted() {
		HitRate rate = HitRate.of(Duration.ofMinutes(1), point(3, 4, 1, 4));
		assertThat(rate.hitRate()).isOne();
		assertThat(rate.layers()).containsEntry("exact", 1.0).containsEntry("single-flight", 1.0);
	}

	@Test
	void isNothingWhereThereWasNoCall() {
		assertThat(HitRate.of(Duration.ofMinutes(1), point(0, 1, 0, 0)).hitRate()).isZero();
	}

	private static HistoryPoint point(long requests, long exact, long semantic, long coalesced) {
		return new HistoryPoint(Instant.EPOCH, requests, exact, semantic, coalesced, 0, Map.of());
	}

}
