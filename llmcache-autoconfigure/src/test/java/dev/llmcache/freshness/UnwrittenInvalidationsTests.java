package dev.llmcache.freshness;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.llmcache.GenerationsUnknownException;
import dev.llmcache.Mark;
import dev.llmcache.Stamp;
import dev.llmcache.test.FailingGenerationStore;
import dev.llmcache.test.MutableInstantSource;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is invalidated while nobody can be told.
 */
class UnwrittenInvalidationsTests {

	private static final Mark EVERYTHING = new Mark(9, 9);

	private static final Mark TAG = new Mark(1, 5);

	private static final Mark ANOTHER = new Mark(3, 3);

	private static final int AT_ONCE = 10_000;

	private final FailingGenerationStore store = new FailingGenerationStore();

	private final FleetGenerations generations = new FleetGenerations(this.store, Freshness.STANDARD,
			new MutableInstantSource(Instant.now()), List.of(EVERYTHING), null);

	@Test
	void invalidatesAllInPlaceOfVeryMany() {
		List<Stamp> invalidated = stamps(TAG, EVERYTHING);
		List<Stamp> swept = stamps(ANOTHER, EVERYTHING);
		this.store.failing(true);
		for (int i = 0; i <= UnwrittenInvalidations.MOST; i += AT_ONCE) {
			Set<Mark> marks = marks(i);
			assertThatExceptionOfType(GenerationsUnknownException.class)
				.isThrownBy(() -> this.generations.replace(marks));
		}
		assertThat(this.generations.areCurrent(invalidated)).isFalse();
		assertThat(this.generations.areCurrent(swept)).isFalse();
		this.store.failing(false);
		this.generations.retry();
		assertThat(this.generations.areCurrent(invalidated)).isFalse();
		assertThat(this.generations.areCurrent(stamps(TAG, EVERYTHING))).isTrue();
	}

	@Test
	void neverHoldsMoreThanItMay() {
		UnwrittenInvalidations unwritten = new UnwrittenInvalidations(List.of(EVERYTHING));
		for (int i = 0; i < 10 * UnwrittenInvalidations.MOST; i += AT_ONCE) {
			Set<Mark> marks = marks(i);
			unwritten.add(marks.stream().collect(Collectors.toMap((mark) -> mark, (mark) -> 1L)));
			assertThat(unwritten.marks()).hasSizeLessThanOrEqualTo(UnwrittenInvalidations.MOST);
		}
		assertThat(unwritten.contains(EVERYTHING)).isTrue();
	}

	private List<Stamp> stamps(Mark... marks) {
		return this.generations.snapshot(Set.of(marks), Duration.ofDays(1)).stamps();
	}

	private static Set<Mark> marks(int from) {
		Set<Mark> marks = new HashSet<>();
		for (int i = from; i < from + AT_ONCE; i++) {
			marks.add(new Mark(1, i));
		}
		return marks;
	}

}
