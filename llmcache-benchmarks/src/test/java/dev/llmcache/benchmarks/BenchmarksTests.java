package dev.llmcache.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BenchmarksTests {

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private final ByteArrayOutputStream err = new ByteArrayOutputStream();

	@Test
	void listsTheNamesWhenThereIsNoSuchBenchmark() {
		assertThat(run("nothing")).isEqualTo(2);
		assertThat(run()).isEqualTo(2);
		assertThat(this.err.toString(StandardCharsets.UTF_8)).contains("bill, ", "decision, ", "hello, ");
		assertThat(this.out.size()).isZero();
	}

	@Test
	void printsAFigureAsAJsonLine() {
		Figures figures = new Figures(print(this.out));
		figures.atMost("cost-us", 1.5, 2);
		assertThat(this.out.toString(StandardCharsets.UTF_8))
			.isEqualToNormalizingNewlines("{\"name\":\"cost-us\",\"value\":1.5000,\"limit\":2.0000,\"ok\":true}\n");
		assertThat(figures.ok()).isTrue();
	}

	@Test
	void printsAFigureThatIsHeldToNothing() {
		Figures figures = new Figures(print(this.out));
		figures.report("cost-us", 1.5);
		assertThat(this.out.toString(StandardCharsets.UTF_8))
			.isEqualToNormalizingNewlines("{\"name\":\"cost-us\",\"value\":1.5000,\"limit\":null,\"ok\":true}\n");
		assertThat(figures.ok()).isTrue();
	}

	@Test
	void failsWhenAFigureIsAboveItsLimit() {
		Figures figures = new Figures(print(this.out));
		figures.atMost("cost-us", 3, 2);
		figures.atMost("cost-us", 1, 2);
		assertThat(figures.ok()).isFalse();
	}

	@Test
	void failsWhenAFigureIsNotWhatItShouldBe() {
		Figures figures = new Figures(print(this.out));
		figures.exactly("lost-writes", 0, 0);
		assertThat(figures.ok()).isTrue();
		figures.exactly("calls", 0, 1);
		assertThat(figures.ok()).isFalse();
	}

	@Test
	void putsTheSameBeforeEachName() {
		Figures figures = new Figures(print(this.out));
		figures.startingWith("cluster-").startingWith("hot-").atMost("cost-us", 3, 2);
		assertThat(this.out.toString(StandardCharsets.UTF_8)).contains("\"cluster-hot-cost-us\"");
		assertThat(figures.ok()).isFalse();
	}

	private int run(String... arguments) {
		return Benchmarks.run(List.of(arguments), print(this.out), print(this.err));
	}

	private static PrintStream print(ByteArrayOutputStream bytes) {
		return new PrintStream(bytes, true, StandardCharsets.UTF_8);
	}

}
