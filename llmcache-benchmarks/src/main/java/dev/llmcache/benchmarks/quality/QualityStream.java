package dev.llmcache.benchmarks.quality;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Questions in the order in which they are asked.
 *
 * @param name of the stream
 * @param questions the questions
 * @param equivalent pairs of labels that count as one, as {@code one TAB other}
 */
public record QualityStream(String name, List<Labelled> questions, Set<String> equivalent) {

	private static final String PREFIX = "stream_";

	private static final String SUFFIX = ".tsv";

	/**
	 * Reads all streams of a folder.
	 * @param folder where they are, as {@code stream_NAME.tsv}
	 * @return the streams, by name
	 * @throws IOException if one cannot be read
	 */
	public static List<QualityStream> allIn(Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			List<QualityStream> streams = new ArrayList<>();
			for (Path file : files.filter(QualityStream::isStream).sorted().toList()) {
				streams.add(of(file));
			}
			return streams;
		}
	}

	private static boolean isStream(Path file) {
		String name = file.getFileName().toString();
		return name.startsWith(PREFIX) && name.endsWith(SUFFIX) && !name.endsWith(".okpairs.tsv");
	}

	private static QualityStream of(Path file) throws IOException {
		String name = file.getFileName().toString();
		String base = name.substring(0, name.length() - SUFFIX.length());
		List<Labelled> questions = Files.readAllLines(file)
			.stream()
			.skip(1)
			.map((line) -> line.split("\t", -1))
			.map((columns) -> new Labelled(columns[1], columns[2]))
			.toList();
		return new QualityStream(base.substring(PREFIX.length()), questions,
				equivalent(file.resolveSibling(base + ".okpairs.tsv")));
	}

	private static Set<String> equivalent(Path file) throws IOException {
		return Files.exists(file) ? new HashSet<>(Files.readAllLines(file)) : Set.of();
	}

	/**
	 * Whether one answer serves both.
	 * @param served label of the question that the answer was given to
	 * @param asked label of the question that was asked
	 * @return whether they are the same, or equivalent
	 */
	boolean isRight(String served, String asked) {
		return served.equals(asked) || this.equivalent.contains(served + '\t' + asked)
				|| this.equivalent.contains(asked + '\t' + served);
	}

	/**
	 * Question with what its answer is.
	 *
	 * @param text the question
	 * @param label the answer
	 */
	public record Labelled(String text, String label) {

	}

}
