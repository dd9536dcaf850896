package dev.llmcache.benchmarks.scopes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.llmcache.Acceptance.Preset;
import dev.llmcache.benchmarks.Figures;
import dev.llmcache.benchmarks.search.Question;
import dev.llmcache.benchmarks.search.Search;
import dev.llmcache.benchmarks.search.Searches;
import dev.llmcache.store.RecordForm;
import dev.llmcache.store.VectorEntry;
import dev.llmcache.store.lucene.IndexBound;
import dev.llmcache.store.lucene.LuceneVectorIndex;
import dev.llmcache.store.lucene.Quantization;

import org.springframework.util.FileSystemUtils;

/**
 * A large scope beside small ones in Lucene, in a directory, with each precision.
 */
final class LuceneScopes {

	private static final int SMALL_SCOPES = 100;

	private static final int SMALL = 100;

	private static final int QUESTIONS = 400;

	private static final int ROUNDS = 3;

	private static final long MAX_BYTES = 1L << 40;

	/** No preset accepts what is farther. */
	private static final double FARTHEST = 1 - Preset.BOLD.similarity();

	private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

	private final InstantSource clock = () -> this.now;

	private final Mixtures mixtures = Mixtures.ofQuestions();

	private final MixedScope large;

	private final List<MixedScope> small = IntStream.range(0, SMALL_SCOPES)
		.mapToObj((number) -> new MixedScope(number, SMALL))
		.toList();

	private LuceneScopes(int rows) {
		this.large = new MixedScope(SMALL_SCOPES, rows);
	}

	static void run(int rows, Figures figures) throws IOException {
		LuceneScopes scopes = new LuceneScopes(rows);
		List<VectorEntry> entries = new ArrayList<>();
		Stream.concat(scopes.small.stream(), Stream.of(scopes.large))
			.flatMap((scope) -> scope.entries(scopes.mixtures, scopes.now))
			.forEach(entries::add);
		Collections.shuffle(entries, new Random(5));
		for (Quantization quantization : Quantization.values()) {
			Path directory = Files.createTempDirectory("llmcache-scopes");
			try {
				scopes.measure(entries, directory, quantization,
						figures.startingWith(quantization.name().toLowerCase(Locale.ROOT) + "-"));
			}
			finally {
				FileSystemUtils.deleteRecursively(directory);
			}
		}
	}

	private void measure(List<VectorEntry> entries, Path directory, Quantization quantization, Figures figures)
			throws IOException {
		try (LuceneVectorIndex index = LuceneVectorIndex.onDisk(directory, quantization, IndexBound.of(MAX_BYTES),
				RecordForm.PLAIN, this.clock)) {
			long start = System.nanoTime();
			entries.forEach(index::put);
			figures.report("put-seconds", Duration.ofNanos(System.nanoTime() - start).toMillis() / 1e3);
		}
		// what is opened again has no merge under way
		try (LuceneVectorIndex index = LuceneVectorIndex.onDisk(directory, quantization, IndexBound.of(MAX_BYTES),
				RecordForm.PLAIN, this.clock)) {
			search(index, entries, this.small, 1, figures.startingWith("small-"));
			search(index, entries, List.of(this.large), 0.99, figures);
		}
		figures.report("bytes-per-entry", bytes(directory, (name) -> true) / (double) entries.size());
		figures.report("walked-bytes-per-entry", walkedBytes(directory) / (double) entries.size());
	}

	private void search(LuceneVectorIndex index, List<VectorEntry> entries, List<MixedScope> scopes, double recall,
			Figures figures) {
		List<Question> questions = MixedScope.questions(scopes, QUESTIONS, this.mixtures);
		Searches searches = Searches.of(Search.in(index), questions, ROUNDS);
		double[] nearest = questions.parallelStream().mapToDouble((question) -> nearest(question, entries)).toArray();
		figures.atLeast("recall", searches.recall(nearest, FARTHEST), recall);
		figures.report("recall-of-any", searches.recall(nearest));
		figures.report("p50-ms", searches.millis(0.5));
		figures.report("p99-ms", searches.millis(0.99));
	}

	private static double nearest(Question question, List<VectorEntry> entries) {
		double nearest = Search.NOTHING;
		for (VectorEntry entry : entries) {
			if (entry.partition().equals(question.scope())) {
				nearest = Math.min(nearest, Distances.between(question.vector(), entry.vector()));
			}
		}
		return nearest;
	}

	/** Of the files that a walk reads: the graphs, and the copies or else the vectors. */
	private static long walkedBytes(Path directory) throws IOException {
		long copies = bytes(directory, (name) -> name.endsWith(".veq"));
		return bytes(directory, (name) -> name.endsWith(".vex"))
				+ ((copies > 0) ? copies : bytes(directory, (name) -> name.endsWith(".vec")));
	}

	private static long bytes(Path directory, Predicate<String> names) throws IOException {
		try (Stream<Path> files = Files.list(directory)) {
			return files.filter((file) -> names.test(file.getFileName().toString()))
				.mapToLong(LuceneScopes::size)
				.sum();
		}
	}

	private static long size(Path file) {
		try {
			return Files.size(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
