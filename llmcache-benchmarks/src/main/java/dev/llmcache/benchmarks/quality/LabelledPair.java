package dev.llmcache.benchmarks.quality;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Two texts of which it is known whether one answer serves both.
 *
 * @param first one text
 * @param second the other
 * @param same whether one answer serves both
 * @param source what they are taken from, with their class
 */
record LabelledPair(String first, String second, boolean same, String source) {

	private static final int COLUMNS = 4;

	/**
	 * The files of a folder that have pairs.
	 * @return in the order of their names
	 */
	static List<Path> files(Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter((file) -> file.getFileName().toString().matches("pairs_.*\\.tsv")).sorted().toList();
		}
	}

	/**
	 * Reads the columns {@code text_a}, {@code text_b}, {@code label} and {@code source}
	 * after a line with their names.
	 */
	static List<LabelledPair> read(Path file) throws IOException {
		return Files.readAllLines(file).stream().skip(1).map(LabelledPair::of).toList();
	}

	private static LabelledPair of(String line) {
		String[] columns = line.split("\t", -1);
		if (columns.length != COLUMNS) {
			throw new IllegalArgumentException("Not a pair with label and source");
		}
		return new LabelledPair(columns[0], columns[1], columns[2].equals("1"), columns[3]);
	}

	/** Figures' name of the class that it belongs to: letters, digits and hyphens. */
	String name() {
		return this.source.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
	}

}
