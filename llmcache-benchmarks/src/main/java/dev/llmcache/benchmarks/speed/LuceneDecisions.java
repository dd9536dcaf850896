package dev.llmcache.benchmarks.speed;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import dev.llmcache.Acceptance.Preset;
import dev.llmcache.Lookup.Hit;
import dev.llmcache.benchmarks.scopes.WordedScope;
import dev.llmcache.benchmarks.search.Question;
import dev.llmcache.benchmarks.search.Search;
import dev.llmcache.benchmarks.search.Searches;
import dev.llmcache.store.lucene.LuceneVectorIndex;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.FileSystemUtils;

/**
 * Fills a scope, and measures decisions in it, searches of its index and plain scans of
 * its vectors in turns.
 */
final class LuceneDecisions {

	/** Said where the index is to be in memory; it is in a directory otherwise. */
	static final String MEMORY = "memory";

	private static final long INDEX_BYTES = 256L << 20;

	private static final double MEDIAN = 0.5;

	/** No preset accepts what is farther. */
	private static final double FARTHEST = 1 - Preset.BOLD.similarity();

	private final WordedScope texts;

	private final LuceneVectorIndex index;

	private final LuceneScope scope;

	private final PlainScan scan;

	private final List<Question> questions;

	private double found;

	private LuceneDecisions(WordedScope texts, KnownQuestions embedder, LuceneVectorIndex index) {
		this.texts = texts;
		this.index = index;
		this.scope = new LuceneScope(embedder, index);
		this.scope.fill(texts);
		this.scan = PlainScan
			.of(texts.stored().stream().map((answered) -> texts.vectors().of(answered.question())).toList());
		this.questions = texts.asked()
			.stream()
			.map((text) -> new Question(this.scope.partition(), texts.vectors().of(text)))
			.toList();
	}

	/**
	 * Prints what came of it.
	 * @param arguments where the index is, and how many seconds to measure, after as many
	 * to warm up
	 * @throws IOException if there is no directory
	 */
	public static void main(String[] arguments) throws IOException {
		PrintStream out = System.out;
		// Libraries print too
		System.setOut(System.err);
		Duration time = Duration.ofSeconds(Long.parseLong(arguments[1]));
		WordedScope texts = WordedScope.create();
		Path directory = Files.createTempDirectory("llmcache-speed");
		try (KnownQuestions embedder = KnownQuestions.of(texts.vectors());
				LuceneVectorIndex index = open(arguments[0].equals(MEMORY), directory)) {
			out.print(
					JsonMapper.shared().writeValueAsString(new LuceneDecisions(texts, embedder, index).measure(time)));
		}
		finally {
			FileSystemUtils.deleteRecursively(directory);
		}
	}

	private static LuceneVectorIndex open(boolean inMemory, Path directory) {
		return inMemory ? LuceneVectorIndex.inMemory(INDEX_BYTES, InstantSource.system())
				: LuceneVectorIndex.onDisk(directory, INDEX_BYTES, InstantSource.system());
	}

	private DecisionTimes measure(Duration time) {
		Search search = Search.in(this.index);
		Map<String, Runnable> sides = new LinkedHashMap<>();
		sides.put("decision", each(this.texts.asked(), (question) -> this.scope.lookup(question)));
		sides.put("store", each(this.questions, (question) -> this.found += search.nearest(question)));
		sides.put("limit", each(this.questions, (question) -> this.found += this.scan.nearest(question.vector())));
		double recall = recall(search);
		double hits = hits();
		Turns turns = Turns.of(sides, 1, time);
		if (Double.isNaN(this.found)) {
			throw new IllegalStateException("A similarity is no number");
		}
		return new DecisionTimes(turns.micros("decision", MEDIAN), turns.micros("store", MEDIAN),
				turns.micros("limit", MEDIAN), recall, hits);
	}

	private static <T> Runnable each(List<T> all, Consumer<T> action) {
		AtomicInteger next = new AtomicInteger();
		return () -> action.accept(all.get(next.getAndIncrement() % all.size()));
	}

	private double recall(Search search) {
		double[] nearest = this.questions.stream()
			.mapToDouble((question) -> 1 - this.scan.nearest(question.vector()))
			.toArray();
		return Searches.of(search, this.questions, 1).recall(nearest, FARTHEST);
	}

	private double hits() {
		return this.texts.asked().stream().filter((question) -> this.scope.lookup(question) instanceof Hit).count()
				/ (double) this.texts.asked().size();
	}

}
