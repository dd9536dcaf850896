package dev.llmcache.benchmarks.plots;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.llmcache.benchmarks.Benchmark;
import dev.llmcache.benchmarks.Figures;

/**
 * Draws a chart of each file of figures in a folder, {@code docs/performance} unless told
 * otherwise, beside it and with its name.
 */
public final class PlotsBenchmark implements Benchmark {

	private static final Path KEPT = Path.of("docs", "performance");

	private static final String FIGURES = ".jsonl";

	@Override
	public void run(List<String> arguments, Figures figures) {
		Path folder = arguments.isEmpty() ? kept() : Path.of(arguments.getFirst());
		try {
			List<Path> files = files(folder);
			for (Path file : files) {
				Files.writeString(chart(file), draw(file));
			}
			figures.report("plots-charts", files.size());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Files of figures.
	 * @param folder where
	 * @return the files in the order of their names
	 * @throws IOException if the folder cannot be read
	 */
	static List<Path> files(Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter((file) -> file.toString().endsWith(FIGURES)).sorted().toList();
		}
	}

	/** Where the chart of a file belongs. */
	static Path chart(Path file) {
		return file.resolveSibling(file.getFileName().toString().replace(FIGURES, ".svg"));
	}

	/** The chart of a file. */
	static String draw(Path file) {
		ResultFile results = ResultFile.read(file);
		GrowthChart growth = GrowthChart.of(results);
		return growth.isEmpty() ? LimitsChart.of(results).draw() : growth.draw();
	}

	/** The folder of the project that these classes are of. */
	static Path kept() {
		try {
			Path place = Path.of(PlotsBenchmark.class.getProtectionDomain().getCodeSource().getLocation().toURI());
			while (place != null && !Files.isDirectory(place.resolve(KEPT))) {
				place = place.getParent();
			}
			if (place == null) {
				throw new IllegalStateException("No folder " + KEPT + " around these classes: run plots FOLDER");
			}
			return place.resolve(KEPT);
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
