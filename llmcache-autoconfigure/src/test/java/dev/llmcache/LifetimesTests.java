package dev.llmcache;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LifetimesTests {

	private static final Fingerprint ROOT = Fingerprint.of(new byte[Fingerprint.LENGTH]);

	private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

	@Test
	void answersExpireEarlierByNoMoreThanTheJitter() {
		Lifetimes lifetimes = new Lifetimes(Duration.ofMinutes(100), 0.1, Duration.ZERO, Duration.ZERO, false);
		assertThat(IntStream.range(0, 1_000).mapToObj((i) -> lifetimes.freshUntil(NOW, entry(i))))
			.allSatisfy((end) -> assertThat(end).isBetween(NOW.plusSeconds(90 * 60), NOW.plusSeconds(100 * 60)))
			.anySatisfy((end) -> assertThat(end).isBefore(NOW.plusSeconds(92 * 60)))
			.anySatisfy((end) -> assertThat(end).isAfter(NOW.plusSeconds(98 * 60)));
	}

	@Test
	void allInstancesAgreeOnWhenAnAnswerExpires() {
		Lifetimes lifetimes = new Lifetimes(Duration.ofMinutes(100), 0.1, Duration.ZERO, Duration.ZERO, false);
		assertThat(lifetimes.freshUntil(NOW, entry(7))).isEqualTo(lifetimes.freshUntil(NOW, entry(7)));
	}

	@Test
	void withoutJitterTheyExpireWhenTheyShould() {
		assertThat(Lifetimes.of(Duration.ofMinutes(5)).freshUntil(NOW, entry(7))).isEqualTo(NOW.plusSeconds(300));
	}

	@Test
	void answersAreKeptForTheLongerOfTheTimesForWhichTheyMayBeServedStale() {
		Lifetimes lifetimes = new Lifetimes(Duration.ofMinutes(5), 0, Duration.ofMinutes(1), Duration.ofMinutes(60),
				false);
		assertThat(lifetimes.stale()).isEqualTo(Duration.ofMinutes(60));
		assertThat(lifetimes.longest()).isEqualTo(Duration.ofMinutes(65));
	}

	private static Fingerprint entry(int number) {
		return ROOT.derive(Integer.toString(number).getBytes(StandardCharsets.US_ASCII));
	}

}
