package dev.llmcache.advisor;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import dev.llmcache.CachedAnswer;
import dev.llmcache.Layer;
import dev.llmcache.Lifetimes;
import dev.llmcache.Lookup.Hit;
import dev.llmcache.TokenUsage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RefreshDueTests {

	private static final Lifetimes STALE = new Lifetimes(Duration.ofMinutes(1), 0, Duration.ofMinutes(1), Duration.ZERO,
			true);

	private final Random random = new Random(1);

	@Test
	void whatIsStaleIsDue() {
		assertThat(share(STALE, Layer.EXACT, Duration.ZERO)).isEqualTo(1);
	}

	/** The chance is e to the power of minus the time left over the model's time. */
	@Test
	void whatIsFreshIsDueTheMoreLikelyTheSoonerItExpires() {
		assertThat(share(STALE, Layer.EXACT, Duration.ofSeconds(2))).isCloseTo(Math.exp(-1), within(0.02));
		assertThat(share(STALE, Layer.EXACT, Duration.ofSeconds(6))).isCloseTo(Math.exp(-3), within(0.02));
		assertThat(share(STALE, Layer.EXACT, Duration.ofSeconds(60))).isZero();
	}

	@Test
	void nothingFreshIsDueWhereNothingIsServedStale() {
		assertThat(share(Lifetimes.of(Duration.ofMinutes(1)), Layer.EXACT, Duration.ofMillis(1))).isZero();
	}

	@Test
	void anAnswerToAnotherQuestionIsNotRefreshedEarly() {
		assertThat(share(STALE, Layer.SEMANTIC, Duration.ofMillis(1))).isZero();
	}

	private double share(Lifetimes lifetimes, Layer layer, Duration freshFor) {
		CachedAnswer answer = new CachedAnswer(List.of(), null, null, TokenUsage.UNKNOWN, Map.of(),
				Duration.ofSeconds(2));
		Hit hit = new Hit(layer, answer, 1, Duration.ofSeconds(50), freshFor);
		return IntStream.range(0, 10_000).filter((i) -> RefreshDue.isDue(lifetimes, hit, this.random)).count()
				/ 10_000.0;
	}

}
