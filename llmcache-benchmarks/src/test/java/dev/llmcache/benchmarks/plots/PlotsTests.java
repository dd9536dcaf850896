package dev.llmcache.benchmarks.plots;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class PlotsTests {

	@TempDir
	private Path folder;

	static List<Path> kept() throws IOException {
		return PlotsBenchmark.files(PlotsBenchmark.kept());
	}

	@ParameterizedTest
	@MethodSource("kept")
	void theChartInTheDocumentationIsOfTheFiguresBesideIt(Path file) {
		assertThat(PlotsBenchmark.chart(file)).hasContent(PlotsBenchmark.draw(file));
	}

	@Test
	void everyChartInTheDocumentationHasItsFigures() throws IOException {
		try (Stream<Path> charts = Files.list(PlotsBenchmark.kept())) {
			assertThat(charts.filter((file) -> file.toString().endsWith(".svg")))
				.containsExactlyInAnyOrderElementsOf(kept().stream().map(PlotsBenchmark::chart).toList());
		}
	}

	@Test
	void growthIsDrawnWithWhatWasMeasured() throws IOException {
		String chart = draw("growth exact", 0.1, """
				{"name":"exact-redis-1000-p50-us","value":35.0,"limit":null,"ok":true}
				{"name":"exact-redis-1000-p99-us","value":90.0,"limit":null,"ok":true}
				{"name":"exact-redis-10000-p50-us","value":36.0,"limit":null,"ok":true}
				{"name":"exact-redis-10000-p99-us","value":91.0,"limit":null,"ok":true}
				{"name":"exact-redis-growth","value":1.02,"limit":1.5,"ok":true}
				""");
		assertThat(chart)
			.contains("<svg ", "Time of an exact hit, by the number of answers", "99th", "Redis, at the store",
					"2026-01-31", "run growth exact")
			.doesNotContain("busy");
	}

	@Test
	void scalesAreOfCountsAndTimes() {
		assertThat(Labels.COUNTS.format(10_000)).isEqualTo("10,000");
		assertThat(Labels.TIMES.format(10)).isEqualTo("10 µs");
		assertThat(Labels.TIMES.format(1_000)).isEqualTo("1 ms");
		assertThat(Labels.TIMES.format(10_000_000)).isEqualTo("10 s");
	}

	@Test
	void limitsAreDrawnWithWhatIsKeptAndWhatIsNot() throws IOException {
		String chart = draw("speed", 3.5, """
				{"name":"near-hit-us","value":4.5,"limit":null,"ok":true}
				{"name":"near-hit-ratio","value":2.35,"limit":2.5,"ok":true}
				{"name":"throughput-ratio","value":0.5,"limit":0.85,"ok":false}
				""");
		assertThat(chart)
			.contains("near hit ratio: 2.35 of at most 2.50", "throughput ratio: 0.50 of at least 0.85", "not kept",
					"cores busy")
			.doesNotContain("near hit us");
	}

	@Test
	void theSameFiguresMakeTheSameChart() throws IOException {
		String figures = """
				{"name":"near-hit-ratio","value":2.35,"limit":2.5,"ok":true}
				""";
		assertThat(draw("speed", 0.1, figures)).isEqualTo(draw("speed", 0.1, figures));
	}

	private String draw(String command, double load, String figures) throws IOException {
		String heading = """
				{"command":"llmcache-benchmarks/run %s","date":"2026-01-31","machine":"a machine","cores":2,"load":%s}
				""".formatted(command, load);
		return PlotsBenchmark.draw(Files.writeString(this.folder.resolve("figures.jsonl"), heading + figures));
	}

}
