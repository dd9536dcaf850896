package dev.llmcache.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.llmcache.report.HistoryPoint.Saved;
import dev.llmcache.test.MutableInstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HistoryTests {

	private final MutableInstantSource clock = new MutableInstantSource(Instant.parse("2026-01-01T00:00:00Z"));

	private long requests;

	private final List<String> told = new ArrayList<>();

	private final History history = new History(
			() -> new HistoryPoint(this.clock.instant(), this.requests, this.requests / 2, 0, 0, 0,
					Map.of(SavedBy.EXACT, new Saved(this.requests * 1000.0, 0))),
			() -> List.of(() -> this.told.add("sampled")));

	@AfterEach
	void close() {
		this.history.close();
	}

	@Test
	void tellsWhatHappenedInAWindow() {
		pass(Duration.ofMinutes(10), 10);
		assertThat(this.history.last(Duration.ofMinutes(1)).requests()).isEqualTo(120);
		assertThat(this.history.last(Duration.ofMinutes(1)).exact()).isEqualTo(60);
		assertThat(this.history.last(Duration.ofMinutes(5)).requests()).isEqualTo(600);
		assertThat(this.history.last(Duration.ofHours(1)).requests()).as("since the start").isEqualTo(1200);
	}

	@Test
	void tellsOfADayWhatIsFartherBackThanAnHour() {
		pass(Duration.ofHours(30), 1);
		assertThat(this.history.last(Duration.ofHours(1)).requests()).isEqualTo(720);
		assertThat(this.history.last(Duration.ofDays(1)).requests()).isEqualTo(24 * 720);
	}

	@Test
	void tellsWhatEachLayerSavedMeanwhileAndOfOthersNothing() {
		pass(Duration.ofMinutes(10), 10);
		pass(Duration.ofSeconds(5), 0);
		assertThat(this.history.last(Duration.ofMinutes(5)).saved())
			.isEqualTo(Map.of(SavedBy.EXACT, new Saved(590_000, 0)));
		assertThat(this.history.recent().points().getLast().saved()).isEmpty();
	}

	@Test
	void countsWhatHappenedSinceTheLastSample() {
		this.requests = 7;
		assertThat(this.history.last(Duration.ofMinutes(1)).requests()).isEqualTo(7);
	}

	@Test
	void keepsAnHourInSmallStepsAndADayInLargeOnes() {
		pass(Duration.ofHours(30), 3);
		assertThat(this.history.recent().points()).hasSize(720).allMatch((point) -> point.requests() == 3);
		assertThat(this.history.day().points()).hasSize(288).allMatch((point) -> point.requests() == 180);
		assertThat(this.history.recent().points()).extracting(HistoryPoint::at).isSorted();
	}

	@Test
	void tellsItsListenersOfEachSample() {
		pass(Duration.ofSeconds(15), 0);
		assertThat(this.told).hasSize(3);
	}

	@Test
	void goesOnWhenTheClockIsSetBack() {
		pass(Duration.ofMinutes(10), 10);
		this.clock.advance(Duration.ofDays(-400));
		pass(Duration.ofMinutes(2), 10);
		assertThat(this.history.last(Duration.ofMinutes(1)).requests()).isEqualTo(120);
		assertThat(this.history.recent().points()).hasSizeBetween(23, 24).allMatch((point) -> point.requests() == 10);
		this.clock.advance(Duration.ofSeconds(-30));
		pass(Duration.ofMinutes(1), 10);
		assertThat(this.history.last(Duration.ofMinutes(1)).requests()).isBetween(120L, 190L);
		assertThat(this.history.recent().points()).extracting(HistoryPoint::at).isSorted();
	}

	@Test
	void oneListenerThatFailsTakesNoOtherWithIt() {
		try (History history = new History(() -> new HistoryPoint(this.clock.instant(), 0, 0, 0, 0, 0, Map.of()),
				() -> List.of(() -> {
					throw new IllegalStateException("broken");
				}, () -> this.told.add("sampled")))) {
			history.sample();
			assertThat(this.told).hasSize(1);
		}
	}

	private void pass(Duration time, int requestsEach) {
		for (long i = 0; i < time.toSeconds() / 5; i++) {
			this.clock.advance(Duration.ofSeconds(5));
			this.requests += requestsEach;
			this.history.sample();
		}
	}

}
