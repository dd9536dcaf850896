package dev.llmcache.benchmarks.speed;

import java.util.List;

import dev.llmcache.benchmarks.speed.node.Memory;
import dev.llmcache.benchmarks.speed.node.StartUp;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StartUpsTests {

	private final StartUps starts = new StartUps(List.of(List.of(start(500), start(700)),
			List.of(start(5000), start(5300)), List.of(start(600), start(1900))));

	@Test
	void aFigureIsTheMedianOfTheRounds() {
		assertThat(this.starts.median(0, StartUp::millis)).isEqualTo(600);
		assertThat(this.starts.median(1, StartUp::millis)).isEqualTo(1900);
	}

	@Test
	void whatIsAddedIsTheMedianOfDifferencesWithinARound() {
		assertThat(this.starts.added(1, StartUp::millis)).isEqualTo(300);
		assertThat(this.starts.added(0, StartUp::millis)).isZero();
	}

	@Test
	void memoryInUseIsThatOfHeapClassesCodeAndBuffers() {
		assertThat(new Memory(1, 20, 300, 4000, 50_000, 6).used()).isEqualTo(4321);
	}

	private static StartUp start(long millis) {
		return new StartUp(millis, 0, 0, new Memory(0, 0, 0, 0, 0, 0));
	}

}
