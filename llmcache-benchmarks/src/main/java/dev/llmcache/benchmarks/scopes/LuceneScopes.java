package dev.llmcache.benchmarks.scopes;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.llmcache.Acceptance.Preset;
import dev.llmcache.Fingerprint;
import dev.llmcache.benchmarks.Figures;
import dev.llmcache.benchmarks.search.Question;
import dev.llmcache.benchmarks.search.Search;
import dev.llmcache.benchmarks.search.Searches;
import dev.llmcache.store.RecordForm;
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

	private static final double LEAST_RECALL = 0.99;

	private static final int COLLECTIONS = 3;

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

	private final List<Question> questionsOfSmall = MixedScope.questions(this.small, QUESTIONS, this.mixtures);

	private final List<Question> questionsOfLarge;

	private final List<Row> rows = new ArrayList<>();

	private LuceneScopes(int rows) {
		this.large = new MixedScope(SMALL_SCOPES, rows);
		this.questionsOfLarge = MixedScope.questions(List.of(this.large), QUESTIONS, this.mixtures);
		Stream.concat(this.small.stream(), Stream.of(this.large))
			.forEach((scope) -> IntStream.range(0, scope.size()).forEach((row) -> this.rows.add(new Row(scope, row))));
		Collections.shuffle(this.rows, new Random(5));
	}

	/**
	 * Measures a scope.
	 * @param rows how many entries it has
	 * @param quantizations each in an index of its own, one after another
	 * @param figures where to report
	 */
	static void run(int rows, List<Quantization> quantizations, Figures figures) throws IOException {
		LuceneScopes scopes = new LuceneScopes(rows);
		double[] nearestOfSmall = scopes.nearestOfSmall();
		double[] nearestOfLarge = scopes.large.nearest(scopes.questionsOfLarge, scopes.mixtures);
		for (Quantization quantization : quantizations) {
			Figures own = figures.startingWith(quantization.name().toLowerCase(Locale.ROOT) + "-");
			Path directory = Files.createTempDirectory("llmcache-scopes");
			try {
				scopes.fill(directory, quantization, own);
				long before = heap();
				// what is opened again has no merge under way
				try (LuceneVectorIndex index = scopes.open(directory, quantization)) {
					search(index, scopes.questionsOfSmall, nearestOfSmall, 1, own.startingWith("small-"));
					search(index, scopes.questionsOfLarge, nearestOfLarge, LEAST_RECALL, own);
					own.report("heap-bytes-per-entry", (heap() - before) / (double) scopes.rows.size());
				}
				IndexFiles files = new IndexFiles(directory);
				own.report("bytes-per-entry", files.bytes() / (double) scopes.rows.size());
				own.report("walked-bytes-per-entry", files.walkedBytes() / (double) scopes.rows.size());
			}
			finally {
				FileSystemUtils.deleteRecursively(directory);
			}
		}
	}

	private LuceneVectorIndex open(Path directory, Quantization quantization) {
		return LuceneVectorIndex.onDisk(directory, quantization, IndexBound.of(MAX_BYTES), RecordForm.PLAIN,
				this.clock);
	}

	/** Makes each entry when it is put, since a million would not fit into memory. */
	private void fill(Path directory, Quantization quantization, Figures figures) {
		try (LuceneVectorIndex index = open(directory, quantization)) {
			long start = System.nanoTime();
			this.rows.forEach((row) -> index.put(row.scope().entry(row.number(), this.mixtures, this.now)));
			figures.report("put-seconds", Duration.ofNanos(System.nanoTime() - start).toMillis() / 1e3);
		}
	}

	private double[] nearestOfSmall() {
		Map<Fingerprint, List<Question>> byScope = this.questionsOfSmall.stream()
			.collect(Collectors.groupingBy(Question::scope));
		IdentityHashMap<Question, Double> nearest = new IdentityHashMap<>();
		for (MixedScope scope : this.small) {
			List<Question> questions = byScope.getOrDefault(scope.fingerprint(), List.of());
			double[] distances = scope.nearest(questions, this.mixtures);
			for (int i = 0; i < distances.length; i++) {
				nearest.put(questions.get(i), distances[i]);
			}
		}
		return this.questionsOfSmall.stream().mapToDouble(nearest::get).toArray();
	}

	private static void search(LuceneVectorIndex index, List<Question> questions, double[] nearest, double recall,
			Figures figures) {
		Searches searches = Searches.of(Search.in(index), questions, ROUNDS);
		figures.atLeast("recall", searches.recall(nearest, FARTHEST), recall);
		figures.report("recall-of-any", searches.recall(nearest));
		figures.report("p50-ms", searches.millis(0.5));
		figures.report("p99-ms", searches.millis(0.99));
	}

	private static long heap() {
		for (int i = 0; i < COLLECTIONS; i++) {
			System.gc();
		}
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

	private record Row(MixedScope scope, int number) {

	}

}
