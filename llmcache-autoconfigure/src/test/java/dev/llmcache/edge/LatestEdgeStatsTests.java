package dev.llmcache.edge;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import dev.llmcache.test.MutableInstantSource;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LatestEdgeStatsTests {

	private final MutableInstantSource clock = new MutableInstantSource(Instant.parse("2026-01-01T00:00:00Z"));

	private final List<Runnable> background = new ArrayList<>();

	private final AtomicInteger asked = new AtomicInteger();

	private final EdgeStats source = () -> Optional.of(new EdgeTraffic(10, this.asked.incrementAndGet()));

	private final LatestEdgeStats stats = new LatestEdgeStats(this.source, this.clock, this.background::add);

	@Test
	void tellsTheLastReadingAndAsksInTheBackground() {
		assertThat(this.stats.read()).isEmpty();
		assertThat(this.asked).hasValue(0);
		runInBackground();
		assertThat(this.stats.read()).contains(new EdgeTraffic(10, 1));
		assertThat(this.background).isEmpty();
		this.clock.advance(Duration.ofSeconds(15));
		assertThat(this.stats.read()).contains(new EdgeTraffic(10, 1));
		runInBackground();
		assertThat(this.stats.read()).contains(new EdgeTraffic(10, 2));
	}

	@Test
	void asksOneAtATimeHoweverLongThatTakes() {
		for (int i = 0; i < 10; i++) {
			this.stats.read();
			this.clock.advance(Duration.ofMinutes(1));
		}
		assertThat(this.background).hasSize(1);
	}

	@Test
	void aSourceThatFailsTellsNothingAndIsAskedAgain() {
		LatestEdgeStats failing = new LatestEdgeStats(() -> {
			this.asked.incrementAndGet();
			throw new IllegalStateException();
		}, this.clock, Runnable::run);
		assertThat(failing.read()).isEmpty();
		this.clock.advance(Duration.ofSeconds(15));
		assertThat(failing.read()).isEmpty();
		assertThat(this.asked).hasValue(2);
	}

	@Test
	void anExecutorThatIsClosedFailsNobody() {
		LatestEdgeStats closed = new LatestEdgeStats(this.source, this.clock, (task) -> {
			throw new RejectedExecutionException();
		});
		assertThat(closed.read()).isEmpty();
	}

	private void runInBackground() {
		List.copyOf(this.background).forEach(Runnable::run);
		this.background.clear();
	}

}
